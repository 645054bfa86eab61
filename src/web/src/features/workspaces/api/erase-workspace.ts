import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Schemas } from "@/lib/api-schemas";
import { workspacePath } from "./workspace-path";

/** Asks for the workspace to be erased in seven days, or takes that back. */
export function useEraseWorkspace(workspaceId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: { name: string } | { cancel: true }) => api<Schemas["EraseWorkspaceResponse"]>("POST", `${workspacePath(workspaceId)}/erase`, { body: wish }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["workspaces"] }),
  });
}
