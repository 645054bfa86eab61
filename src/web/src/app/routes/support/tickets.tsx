import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const TicketsPage = lazyPage(() => import("@/features/support/components/tickets-page"), "TicketsPage");
const text = z.string().optional().catch(undefined);

export const ticketsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/support",
  validateSearch: z.object({ state: text, priority: text, mine: z.boolean().optional().catch(undefined), cursor: text }),
  component: function Tickets() {
    return <TicketsPage {...ticketsRoute.useSearch()} />;
  },
});
