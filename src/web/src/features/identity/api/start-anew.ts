import { useMutation, useQueryClient } from "@tanstack/react-query";
import { renew } from "@/lib/api";

/** After one's own place in a workspace has changed: a new token, of another workspace where the old one is closed, and nothing that was read before. */
export function useStartAnew() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await queries.cancelQueries();
      await renew();
    },
    onSuccess: () => queries.resetQueries(),
  });
}
