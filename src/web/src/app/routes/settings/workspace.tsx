import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const workspaceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/workspace",
  component: lazyPage(() => import("@/features/workspaces/components/workspace-settings-page"), "WorkspaceSettingsPage"),
});
