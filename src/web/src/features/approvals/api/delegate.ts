import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Approval } from "../model/approval";

/** Hands one's part in the stage that waits to another who wears its hat. */
export function useDelegate({ id, stage }: Approval) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (to: string) => api<Approval>("POST", `/approvals/${encodeURIComponent(id)}/delegate`, { body: { to, stage } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["approvals"] }),
  });
}
