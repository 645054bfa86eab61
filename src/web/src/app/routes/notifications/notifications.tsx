import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const NotificationsPage = lazyPage(() => import("@/features/notifications/components/notifications-page"), "NotificationsPage");

export const notificationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/notifications",
  validateSearch: z.object({
    unread: z.literal(true).optional().catch(undefined),
    cursor: z.string().optional().catch(undefined),
  }),
  component: function Notifications() {
    return <NotificationsPage {...notificationsRoute.useSearch()} />;
  },
});
