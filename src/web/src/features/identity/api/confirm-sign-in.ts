import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import { session } from "@/lib/session";
import type { SignInAnswer } from "../model/identity";

/** Six digits of the app, or a recovery code; blanks do not count. */
export const codeSchema = z.object({
  code: z
    .string()
    .transform((text) => text.replace(/\s+/g, ""))
    .pipe(z.string().min(6, "Six digits of the app, or a recovery code.").max(32, "Six digits of the app, or a recovery code.")),
});

/** The second step of signing in. */
export function useConfirmSignIn(challenge: string) {
  return useMutation({
    mutationFn: ({ code }: z.output<typeof codeSchema>) => api<SignInAnswer>("POST", "/auth/2fa", { body: { challenge, code }, signedIn: false }),
    gcTime: 0,
    onSuccess: (answer) => session.start(answer),
  });
}
