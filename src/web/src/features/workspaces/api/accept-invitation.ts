import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { newPassword } from "@/features/identity/api/new-password";
import { api } from "@/lib/api";
import { linkToken } from "@/lib/link-token";
import { session } from "@/lib/session";
import type { Joined } from "../model/team";

export const newcomerSchema = z.object({
  name: z.string().trim().min(1, "Say how people should call you.").max(100, "At most 100 characters."),
  password: newPassword,
});

type Acceptance = { token: string } | { id: string } | ({ token: string } & z.output<typeof newcomerSchema>);

/** Joins with the account that is signed in; who has none gets one, and is signed in by the answer. */
export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (acceptance: Acceptance) => api<Joined>("POST", "/workspaces/invitations/accept", { body: acceptance, signedIn: !("password" in acceptance) }),
    onSuccess: (joined) => {
      linkToken.drop("invitation");
      if (joined.signedIn) session.start(joined.signedIn);
    },
  });
}
