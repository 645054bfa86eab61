import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { session } from "@/lib/session";
import type { SignInAnswer } from "../model/identity";

/** A new access token for another of my workspaces; everything read so far belongs to the old one and is dropped. */
export function useSwitchWorkspace() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (workspaceId: string) => api<SignInAnswer>("POST", "/auth/workspace", { body: { workspaceId } }),
    onSuccess: async (answer) => {
      await queries.cancelQueries();
      session.start(answer);
      await queries.resetQueries();
    },
  });
}
