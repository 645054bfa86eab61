import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Providers } from "@/app/providers";
import { createAppRouter } from "@/app/router";
import { createQueryClient } from "@/lib/query";

/** Opens the whole app at an address, as a visitor would. */
export function openAt(path: string) {
  const queries = createQueryClient();
  queries.setDefaultOptions({ queries: { ...queries.getDefaultOptions().queries, retry: false } });
  const router = createAppRouter(queries, createMemoryHistory({ initialEntries: [path] }));
  const view = render(<Providers queries={queries} router={router} />);
  return { ...view, router, queries, user: userEvent.setup({ delay: null }) };
}
