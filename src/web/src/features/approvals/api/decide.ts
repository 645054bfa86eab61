import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Approval } from "../model/approval";

interface Deciding {
  what: "approve" | "sign-off" | "request-changes";
  comment: string;
}

/** Decides about the content that is on screen, and about no other. */
export function useDecide({ id, contentHash, stage }: Approval) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ what, comment }: Deciding) => api<Approval>("POST", `/approvals/${encodeURIComponent(id)}/${what}`, { body: { contentHash, stage, comment: comment.trim() || null } }),
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: ["approvals"] }), queries.invalidateQueries({ queryKey: ["definitions"] })]),
  });
}
