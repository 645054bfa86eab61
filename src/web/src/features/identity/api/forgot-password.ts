import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";

export const forgotPasswordSchema = z.object({ email: z.email("This is not an e-mail address.") });

/** Asks for a mail with a link; the answer is the same for every address. */
export function useForgotPassword() {
  return useMutation({ mutationFn: (body: z.output<typeof forgotPasswordSchema>) => api<object>("POST", "/auth/password/forgot", { body, signedIn: false }) });
}
