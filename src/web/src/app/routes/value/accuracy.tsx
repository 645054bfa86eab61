import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const accuracyRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/value/accuracy",
  component: lazyPage(() => import("@/features/value/components/accuracy-page"), "AccuracyPage"),
});
