import type { UseQueryResult } from "@tanstack/react-query";
import { MailPlus } from "lucide-react";
import { useState } from "react";
import { column, DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/page-states";
import { ProblemNote } from "@/components/feedback/problem-note";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { MenuItem, RowMenu } from "@/components/ui/menu";
import { Tag } from "@/components/ui/tag";
import { roleNames } from "@/features/identity/api/rights";
import { formatTime } from "@/lib/format";
import { useResendInvitation } from "../../api/resend-invitation";
import { useRevokeInvitation } from "../../api/revoke-invitation";
import type { Invitations, SentInvitation } from "../../model/team";
import { HatTags } from "./hat-tags";

/** Whom the workspace invited and who has not answered yet. */
export function InvitationsPanel({ invitations, invite }: { invitations: UseQueryResult<Invitations>; invite: React.ReactNode }) {
  const resend = useResendInvitation();
  const revoke = useRevokeInvitation();
  const [revoking, setRevoking] = useState<SentInvitation | null>(null);

  const columns = [
    column<SentInvitation>("email", "Address", (row) => (
      <span className="block min-w-0">
        <span className="block font-[540] [overflow-wrap:anywhere]">{row.email}</span>
        <span className="block text-sm text-ink-3">by {row.invitedBy}</span>
      </span>
    )),
    column<SentInvitation>("role", "Role", (row) => roleNames[row.role], { from: "sm" }),
    column<SentInvitation>("hats", "Hats", (row) => <HatTags role={row.role} hats={row.hats} />, { from: "lg" }),
    column<SentInvitation>("state", "State", (row) => (row.state === "open" ? <Tag tone="good">open</Tag> : <Tag tone="warn">expired</Tag>)),
    column<SentInvitation>("until", "Counts until", (row) => formatTime(row.expiresAt), { from: "md", oneLine: true }),
    column<SentInvitation>(
      "actions",
      "Actions",
      (row) => (
        <RowMenu of={row.email}>
          <MenuItem onSelect={() => resend.mutate(row.id)}>Send again</MenuItem>
          <MenuItem onSelect={() => setRevoking(row)}>Revoke…</MenuItem>
        </RowMenu>
      ),
      { align: "right", quietHeader: true },
    ),
  ];

  return (
    <>
      <ProblemNote error={resend.error} className="mb-4" />
      <p role="status" className="mb-2 text-sm text-good empty:hidden">
        {resend.isSuccess ? `Sent to ${resend.data.email}. The older link is dead.` : ""}
      </p>
      <Panel title="Invitations" flush>
        <QueryView query={invitations} loading={<TableSkeleton rows={2} what="invitations" />}>
          {({ sent }) => (
            <DataTable
              caption="Invitations"
              columns={columns}
              rows={sent?.items ?? []}
              rowId={(row) => row.id}
              empty={
                <EmptyState icon={<MailPlus className="size-5" />} title="No invitation is open" actions={invite}>
                  Whom you invite gets a link by mail and joins with the role you choose.
                </EmptyState>
              }
            />
          )}
        </QueryView>
      </Panel>
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title="Revoke this invitation?"
        action="Revoke invitation"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoking && revoke.mutate(revoking.id, { onSuccess: () => setRevoking(null) })}
      >
        The link that was mailed to {revoking?.email} stops working. You can invite the address again.
      </ConfirmDialog>
    </>
  );
}
