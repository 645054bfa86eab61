import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const securityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/security",
  component: lazyPage(() => import("@/features/identity/components/security-page"), "SecurityPage"),
});
