import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { session, type SignedIn } from "@/lib/session";

/** A new access token for another of my workspaces; everything read so far belongs to the old one and is dropped. */
export function useSwitchWorkspace() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (workspaceId: string) => api<Omit<SignedIn, "workspaceId">>("POST", "/auth/workspace", { body: { workspaceId } }),
    onSuccess: async (answer, workspaceId) => {
      await queries.cancelQueries();
      session.start({ ...answer, workspaceId });
      await queries.resetQueries();
    },
  });
}
