import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect } from "react";
import { session } from "@/lib/session";
import type { AppRouter } from "./router";

/** Everything the pages stand on. When a renewal lands in another workspace, nothing read in the old one stays. */
export function Providers({ queries, router }: { queries: QueryClient; router: AppRouter }) {
  useEffect(() => {
    let workspace = session.get()?.workspaceId;
    return session.subscribe(() => {
      const now = session.get()?.workspaceId;
      if (workspace && now && workspace !== now) void queries.resetQueries();
      workspace = now ?? workspace;
    });
  }, [queries]);

  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
