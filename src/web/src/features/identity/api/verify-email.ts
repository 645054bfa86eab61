import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { session } from "@/lib/session";
import type { SignInAnswer } from "../model/identity";

export function useVerifyEmail() {
  return useMutation({
    mutationFn: (token: string) => api<SignInAnswer>("POST", "/auth/email/verify", { body: { token }, signedIn: false }),
    onSuccess: (answer) => session.start(answer),
  });
}
