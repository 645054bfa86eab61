import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const TicketPage = lazyPage(() => import("@/features/support/components/ticket-page"), "TicketPage");

export const ticketRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/support/$id",
  component: function Ticket() {
    const { id } = ticketRoute.useParams();
    return <TicketPage key={id} id={id} />;
  },
});
