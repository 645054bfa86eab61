import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Ticket, TicketPriority, TicketState } from "../model/ticket";

export interface TicketsQuery {
  /** A state, or every one that is not done. */
  state?: TicketState | "active" | undefined;
  priority?: TicketPriority | undefined;
  mine?: boolean | undefined;
  cursor?: string | undefined;
}

export const ticketsOptions = (query: TicketsQuery = {}) =>
  queryOptions({
    queryKey: ["tickets", "list", query],
    queryFn: ({ signal }) => api<Page<Ticket>>("GET", "/support/tickets", { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
  });

export const useTickets = (query: TicketsQuery = {}) => useQuery(ticketsOptions(query));
