import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { openRoute } from "../open";

const DocsPage = lazyPage(() => import("@/features/docs/components/docs-page"), "DocsPage");

export const docsRoute = createRoute({
  getParentRoute: () => openRoute,
  path: "/docs",
  validateSearch: z.object({ q: z.string().optional().catch(undefined) }),
  component: function Docs() {
    return <DocsPage filter={docsRoute.useSearch().q ?? ""} />;
  },
});
