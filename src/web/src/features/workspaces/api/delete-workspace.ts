import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Schemas } from "@/lib/api-schemas";
import { workspacePath } from "./workspace-path";

/** Closes the workspace for everybody at once; its data is destroyed after thirty days. */
export function useDeleteWorkspace(workspaceId: string) {
  return useMutation({ mutationFn: (etag: string | undefined) => api<Schemas["DeleteWorkspaceResponse"]>("DELETE", workspacePath(workspaceId), { ifMatch: etag }) });
}
