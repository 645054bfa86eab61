import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { session } from "@/lib/session";

/** Erases my account; nobody is signed in after that, in any tab. */
export function useEraseMe() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => api<object>("DELETE", "/auth/me", { body: { password } }),
    onSuccess: () => {
      session.end();
      queries.clear();
    },
  });
}
