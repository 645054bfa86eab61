import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const ActivityPage = lazyPage(() => import("@/features/workspaces/components/activity-page"), "ActivityPage");

export const activityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/activity",
  validateSearch: z.object({ cursor: z.string().optional().catch(undefined) }),
  component: function Activity() {
    return <ActivityPage cursor={activityRoute.useSearch().cursor} />;
  },
});
