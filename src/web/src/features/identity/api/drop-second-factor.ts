import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";

export function useDropSecondFactor() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => api<object>("DELETE", "/auth/2fa", { body: { code } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["me"] }),
  });
}
