import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const TicketsPage = lazyPage(() => import("@/features/support/components/tickets-page"), "TicketsPage");

export const ticketsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/support",
  validateSearch: z.object({
    state: z.enum(["active", "open", "waiting_for_customer", "resolved", "closed"]).optional().catch(undefined),
    priority: z.enum(["low", "normal", "high", "urgent"]).optional().catch(undefined),
    mine: z.boolean().optional().catch(undefined),
    cursor: z.string().optional().catch(undefined),
  }),
  component: function Tickets() {
    return <TicketsPage {...ticketsRoute.useSearch()} />;
  },
});
