import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";

export const changeEmailSchema = z.object({ email: z.email("This is not an e-mail address."), password: z.string().min(1, "Enter your password.") });

/** Mails a link to the new address; nothing changes until it is opened. */
export function useChangeEmail() {
  return useMutation({ mutationFn: (body: z.output<typeof changeEmailSchema>) => api<object>("POST", "/auth/email/change", { body }) });
}
