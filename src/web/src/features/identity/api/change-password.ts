import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import { newPassword } from "./new-password";

export const changePasswordSchema = z.object({ currentPassword: z.string().min(1, "Enter your present password."), password: newPassword });

/** Changes the password; all other sessions end. */
export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: z.output<typeof changePasswordSchema>) => api<object>("POST", "/auth/password/change", { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["sessions"] }),
  });
}
