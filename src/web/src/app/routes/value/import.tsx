import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

export const importRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/value/import",
  component: lazyPage(() => import("@/features/value/components/import-page"), "ImportPage"),
});
