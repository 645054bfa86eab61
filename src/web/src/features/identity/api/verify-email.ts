import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import { session } from "@/lib/session";
import type { SignInAnswer } from "../model/identity";
import { newPassword } from "./new-password";

export const verifyEmailSchema = z.object({ password: newPassword });

export function useVerifyEmail(token: string) {
  return useMutation({
    mutationFn: (chosen: z.output<typeof verifyEmailSchema>) => api<SignInAnswer>("POST", "/auth/email/verify", { body: { token, ...chosen }, signedIn: false }),
    onSuccess: (answer) => session.start(answer),
  });
}
