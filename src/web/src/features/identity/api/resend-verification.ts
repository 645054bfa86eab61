import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";

export function useResendVerification() {
  return useMutation({
    mutationFn: (email: string) => api<object>("POST", "/auth/email/resend", { body: { email }, signedIn: false }),
  });
}
