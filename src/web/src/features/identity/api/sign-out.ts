import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { session } from "@/lib/session";

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api<object>("POST", "/auth/logout", { body: {} }),
    // Also when the server could not be asked: what this tab holds must go.
    onSettled: () => {
      session.end();
      queries.clear();
    },
  });
}
