import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const DocsPage = lazyPage(() => import("@/features/docs/components/docs-page"), "DocsPage");

export const docsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/docs",
  validateSearch: z.object({ q: z.string().optional().catch(undefined) }),
  component: function Docs() {
    return <DocsPage filter={docsRoute.useSearch().q ?? ""} />;
  },
});
