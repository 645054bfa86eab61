import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const DefinitionsPage = lazyPage(() => import("@/features/value/components/definitions-page"), "DefinitionsPage");

export const definitionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/value/definitions",
  validateSearch: z.object({ q: z.string().optional().catch(undefined), cursor: z.string().optional().catch(undefined) }),
  component: function Definitions() {
    const { q, cursor } = definitionsRoute.useSearch();
    return <DefinitionsPage filter={q ?? ""} cursor={cursor} />;
  },
});
