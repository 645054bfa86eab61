import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const integrationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/integrations",
  component: lazyPage(() => import("@/features/integrations/components/integrations-page"), "IntegrationsPage"),
});
