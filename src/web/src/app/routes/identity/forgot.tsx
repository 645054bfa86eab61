import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { rootRoute } from "../root";

export const forgotRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/forgot",
  component: lazyPage(() => import("@/features/identity/components/forgot-password-page"), "ForgotPasswordPage"),
});
