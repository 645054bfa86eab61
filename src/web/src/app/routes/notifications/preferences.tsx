import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const notificationPreferencesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/notifications",
  component: lazyPage(() => import("@/features/notifications/components/preferences-page"), "PreferencesPage"),
});
