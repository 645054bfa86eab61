import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import { withFiles } from "../model/files";
import type { Ticket } from "../model/ticket";

export const openTicketSchema = z.object({
  subject: z.string().trim().min(1, "Say in a line what it is about.").max(200, "At most 200 characters."),
  text: z.string().trim().min(1, "Say what you expected and what happened.").max(10_000, "At most 10,000 characters."),
  priority: z.enum(["low", "normal", "high", "urgent"]),
});

interface NewTicket {
  form: z.output<typeof openTicketSchema>;
  files: readonly File[];
  /** The same for every try of the same ticket. */
  key: string;
  /** Told which part of the files has been sent, from 0 to 1. */
  onProgress: (sent: number) => void;
}

export function useOpenTicket() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ form, files, key, onProgress }: NewTicket) =>
      api<Ticket>("POST", "/support/tickets", { body: withFiles(form, files), idempotencyKey: key, timeoutMs: 300_000, onProgress }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tickets"] }),
  });
}
