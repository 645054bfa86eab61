import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const sessionsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/sessions",
  component: lazyPage(() => import("@/features/identity/components/sessions-page"), "SessionsPage"),
});
