import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Alert } from "../model/alert";

type Decision = { what: "acknowledge" } | { what: "resolve"; reason: string } | { what: "snooze"; until: string };

/** Acknowledges, resolves or snoozes an alert; every list that shows it is read again. */
export function useDecision(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ what, ...body }: Decision) => api<Alert>("POST", `/alerts/${encodeURIComponent(id)}/${what}`, { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["alerts"] }),
  });
}
