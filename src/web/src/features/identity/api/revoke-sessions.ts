import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";

/** Ends one session, or all others when no id is given. */
export function useRevokeSessions() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id?: string) => api<void>("DELETE", id ? `/auth/sessions/${encodeURIComponent(id)}` : "/auth/sessions"),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["sessions"] }),
  });
}
