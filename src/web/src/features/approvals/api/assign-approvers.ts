import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Approval, Stage } from "../model/approval";

interface Approvers {
  stage: Stage;
  approvers: string[];
  /** How many of them have to agree. */
  quorum: number;
}

/** Says who decides a stage, in the place of those who were to. */
export function useAssignApprovers(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Approvers) => api<Approval>("POST", `/approvals/${encodeURIComponent(id)}/approvers`, { body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["approvals"] }),
  });
}
