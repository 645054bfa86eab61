import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Workspace } from "../model/workspace";
import type { WorkspaceRequest } from "./workspace-schema";

/** Replaces the settings of the version that was read; a change in between is refused with 412 instead of being overwritten. */
export function useUpdateWorkspace(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: { values: WorkspaceRequest; etag: string | undefined }) =>
      api<Workspace>("PUT", `/workspaces/workspaces/${encodeURIComponent(id)}`, { body: change.values, ifMatch: change.etag }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["workspaces"] });
      await queries.invalidateQueries({ queryKey: ["me"] });
    },
  });
}
