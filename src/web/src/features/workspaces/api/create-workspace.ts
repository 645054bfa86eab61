import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Workspace } from "../model/workspace";
import type { WorkspaceRequest } from "./workspace-schema";

export function useCreateWorkspace() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: WorkspaceRequest) => api<Workspace>("POST", "/workspaces/workspaces", { body: request }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["me"] }),
  });
}
