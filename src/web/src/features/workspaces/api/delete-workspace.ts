import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { workspacePath } from "./workspace-path";

/** Closes the workspace for everybody at once; its data is destroyed after thirty days. */
export function useDeleteWorkspace(workspaceId: string) {
  return useMutation({ mutationFn: (etag: string | undefined) => api<{ id: string; purgeAt: string }>("DELETE", workspacePath(workspaceId), { ifMatch: etag }) });
}
