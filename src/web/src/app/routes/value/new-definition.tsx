import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const newDefinitionRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/value/definitions/new",
  component: lazyPage(() => import("@/features/value/components/new-definition-page"), "NewDefinitionPage"),
});
