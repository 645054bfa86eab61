import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { workspacePath } from "./workspace-path";

/** Removes a member, or oneself: the member's next request is refused. */
export function useRemoveMember(workspaceId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<void>("DELETE", `${workspacePath(workspaceId)}/members/${encodeURIComponent(id)}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["members"] }),
  });
}
