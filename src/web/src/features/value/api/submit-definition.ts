import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Definition } from "../model/value";

/** Sends the version that is on screen for approval. */
export function useSubmitDefinition(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => api<Definition>("POST", `/value/definitions/${encodeURIComponent(id)}/submit`, { body: { version } }),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ["definitions"] }), queries.invalidateQueries({ queryKey: ["approvals"] })]),
  });
}
