import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Schemas } from "@/lib/api-schemas";
import type { Ticket } from "../model/ticket";

/** Closes, reopens, rates, or changes the priority. */
export function useUpdateTicket(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ etag, ...change }: Partial<Schemas["UpdateTicketRequest"]> & { etag: string | undefined }) =>
      api<Ticket>("PUT", `/support/tickets/${encodeURIComponent(id)}`, { body: change, ifMatch: etag }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["tickets"] }),
  });
}
