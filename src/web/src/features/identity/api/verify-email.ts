import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import type { FirstStep } from "../model/identity";
import { finishFirstStep } from "./first-step";
import { newPassword } from "./new-password";

export const verifyEmailSchema = z.object({ password: newPassword });

/** Confirms an address by its mailed token: of a new account, or another one for an account that is there. */
export function useVerifyEmail(token: string) {
  return useMutation({
    mutationFn: async ({ password }: z.output<typeof verifyEmailSchema>) => finishFirstStep(await api<FirstStep>("POST", "/auth/email/verify", { body: { token, password }, signedIn: false })),
    gcTime: 0,
  });
}
