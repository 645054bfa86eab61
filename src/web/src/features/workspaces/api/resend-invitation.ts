import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { SentInvitation } from "../model/team";

/** Mails a new link; the old one is dead from then on. */
export function useResendInvitation() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api<SentInvitation>("POST", `/workspaces/invitations/${encodeURIComponent(id)}/resend`, { body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["invitations"] }),
  });
}
