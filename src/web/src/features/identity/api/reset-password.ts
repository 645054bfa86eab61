import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import { newPassword } from "./new-password";

export const resetPasswordSchema = z.object({ password: newPassword });

/** Sets a new password by the mailed token; every session ends. */
export function useResetPassword(token: string) {
  return useMutation({ mutationFn: ({ password }: z.output<typeof resetPasswordSchema>) => api<object>("POST", "/auth/password/reset", { body: { token, password }, signedIn: false }) });
}
