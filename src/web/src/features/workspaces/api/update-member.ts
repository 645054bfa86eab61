import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Hat, Role } from "@/features/identity/api/get-me";
import { api } from "@/lib/api";
import type { Member } from "../model/team";
import { workspacePath } from "./workspace-path";

/** Gives a member another role, and other hats where the caller may give them. */
export function useUpdateMember(workspaceId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...standing }: { id: string; role: Role; hats?: Hat[] }) => api<Member>("PUT", `${workspacePath(workspaceId)}/members/${encodeURIComponent(id)}`, { body: standing }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["members"] }),
  });
}
