import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const NewDefinitionPage = lazyPage(() => import("@/features/value/components/new-definition-page"), "NewDefinitionPage");

export const newDefinitionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/value/definitions/new",
  validateSearch: z.object({ suggested: z.boolean().optional().catch(undefined) }),
  component: function NewDefinition() {
    return <NewDefinitionPage suggested={newDefinitionRoute.useSearch().suggested ?? false} />;
  },
});
