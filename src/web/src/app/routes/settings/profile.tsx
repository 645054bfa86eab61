import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const profileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/profile",
  component: lazyPage(() => import("@/features/identity/components/profile-page"), "ProfilePage"),
});
