import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import { withFiles } from "../model/files";
import type { Message } from "../model/ticket";

export const messageSchema = z.object({ text: z.string().trim().min(1, "Write something.").max(10_000, "At most 10,000 characters.") });

interface NewMessage {
  text: string;
  files: readonly File[];
  /** The same for every try of the same message. */
  key: string;
  /** Told which part of the files has been sent, from 0 to 1. */
  onProgress: (sent: number) => void;
}

export function useAddMessage(ticketId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ text, files, key, onProgress }: NewMessage) =>
      api<Message>("POST", `/support/tickets/${encodeURIComponent(ticketId)}/messages`, { body: withFiles({ text }, files), idempotencyKey: key, timeoutMs: 300_000, onProgress }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tickets"] }),
  });
}
