import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import type { Hat } from "@/features/identity/api/get-me";
import { api } from "@/lib/api";
import type { SentInvitation } from "../model/team";
import { workspacePath } from "./workspace-path";

export const invitationSchema = z.object({
  email: z.email("This is not an e-mail address."),
  role: z.enum(["viewer", "member", "admin", "owner"]),
});

type Invite = z.output<typeof invitationSchema> & { hats: Hat[]; idempotencyKey: string };

/** Mails somebody a link that counts for seven days. */
export function useCreateInvitation(workspaceId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ idempotencyKey, ...body }: Invite) => api<SentInvitation>("POST", `${workspacePath(workspaceId)}/invitations`, { body, idempotencyKey }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["invitations"] }),
  });
}
