import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Member } from "../model/team";
import { workspacePath } from "./workspace-path";

/** Hands one's ownership to an admin and takes the admin's role. */
export function useTransferOwnership(workspaceId: string) {
  return useMutation({ mutationFn: (memberId: string) => api<Member>("POST", `${workspacePath(workspaceId)}/transfer`, { body: { memberId } }) });
}
