import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const AlertsPage = lazyPage(() => import("@/features/alerts/components/alerts-page"), "AlertsPage");

export const alertsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/alerts",
  validateSearch: z.object({
    state: z.enum(["open", "acknowledged", "snoozed", "resolved", "all"]).optional().catch(undefined),
    severity: z.enum(["info", "warning", "critical"]).optional().catch(undefined),
    alert: z.string().optional().catch(undefined),
    cursor: z.string().optional().catch(undefined),
  }),
  component: function Alerts() {
    return <AlertsPage {...alertsRoute.useSearch()} />;
  },
});
