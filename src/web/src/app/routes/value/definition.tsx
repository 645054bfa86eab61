import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const DefinitionPage = lazyPage(() => import("@/features/value/components/definition-page"), "DefinitionPage");

export const definitionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/value/definitions/$id",
  validateSearch: z.object({ edit: z.boolean().optional().catch(undefined) }),
  component: function Definition() {
    const { id } = definitionRoute.useParams();
    return <DefinitionPage key={id} id={id} editing={definitionRoute.useSearch().edit ?? false} />;
  },
});
