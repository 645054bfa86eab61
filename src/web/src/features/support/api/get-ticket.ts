import { queryOptions, useQuery } from "@tanstack/react-query";
import { apiWithEtag } from "@/lib/api";
import type { Ticket } from "../model/ticket";

export const ticketOptions = (id: string) =>
  queryOptions({
    queryKey: ["tickets", "one", id],
    queryFn: ({ signal }) => apiWithEtag<Ticket>("GET", `/support/tickets/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: 60_000,
  });

export const useTicket = (id: string) => useQuery(ticketOptions(id));
