import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";

export function useRevokeInvitation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<void>("DELETE", `/workspaces/invitations/${encodeURIComponent(id)}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["invitations"] }),
  });
}
