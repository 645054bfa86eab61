import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const RulesPage = lazyPage(() => import("@/features/alerts/components/rules-page"), "RulesPage");

export const alertRulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/alerts/rules",
  component: function AlertRules() {
    return <RulesPage />;
  },
});
