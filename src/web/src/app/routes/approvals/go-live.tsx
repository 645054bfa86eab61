import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const goLiveRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/go-live",
  component: lazyPage(() => import("@/features/approvals/components/go-live-page"), "GoLivePage"),
});
