import { useRouter } from "@tanstack/react-router";
import { Users } from "lucide-react";
import { useState } from "react";
import { column } from "@/components/data-table/data-table";
import { ListPanel } from "@/components/data-table/list-panel";
import { EmptyState } from "@/components/feedback/page-states";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { MenuItem, RowMenu } from "@/components/ui/menu";
import { Tag } from "@/components/ui/tag";
import { useMe, type WorkspaceMembership } from "@/features/identity/api/get-me";
import { isAtLeast, roleNames } from "@/features/identity/api/rights";
import { useStartAnew } from "@/features/identity/api/start-anew";
import { formatDate } from "@/lib/format";
import { useMembers } from "../../api/list-members";
import { useRemoveMember } from "../../api/remove-member";
import { useTransferOwnership } from "../../api/transfer-ownership";
import type { Member } from "../../model/team";
import { HatTags } from "./hat-tags";
import { MemberDialog } from "./member-dialog";

type Asking = { what: "role" | "remove" | "leave" | "transfer"; member: Member };

export function MembersPanel({ workspace, cursor }: { workspace: WorkspaceMembership; cursor: string | undefined }) {
  const members = useMembers(workspace.id, cursor);
  const myId = useMe().data?.user.id;
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);

  const columns = [
    column<Member>("name", "Name", (row) => (
      <span className="block min-w-0">
        <span className="flex flex-wrap items-center gap-2 font-[540]">
          {row.name}
          {row.id === myId ? <Tag tone="accent">you</Tag> : null}
        </span>
        <span className="block text-sm text-ink-3 [overflow-wrap:anywhere]">{row.email}</span>
      </span>
    )),
    column<Member>("role", "Role", (row) => roleNames[row.role]),
    column<Member>("hats", "Hats", (row) => <HatTags role={row.role} hats={row.hats} />, { from: "md" }),
    column<Member>("joined", "Joined", (row) => formatDate(row.joinedAt), { from: "lg", oneLine: true }),
    column<Member>("actions", "Actions", (row) => <MemberMenu member={row} isMe={row.id === myId} mine={workspace} onAsk={(what) => setAsking({ what, member: row })} />, { align: "right", quietHeader: true }),
  ];

  return (
    <>
      <ListPanel
        title="Members"
        what="members"
        query={members}
        columns={columns}
        rowId={(row) => row.id}
        cursor={cursor}
        empty={
          <EmptyState icon={<Users className="size-5" />} title="Nobody on this page">
            Go back to the first page to see the members.
          </EmptyState>
        }
      />
      {asking?.what === "role" ? <MemberDialog workspaceId={workspace.id} member={asking.member} onClose={close} /> : null}
      {asking?.what === "remove" ? <RemoveDialog workspace={workspace} member={asking.member} onClose={close} /> : null}
      {asking?.what === "leave" ? <LeaveDialog workspace={workspace} me={asking.member} onClose={close} /> : null}
      {asking?.what === "transfer" ? <TransferDialog workspace={workspace} heir={asking.member} onClose={close} /> : null}
    </>
  );
}

interface MemberMenuProps {
  member: Member;
  isMe: boolean;
  mine: WorkspaceMembership;
  onAsk: (what: Asking["what"]) => void;
}

/** What one may do about a member; the API decides again. */
function MemberMenu({ member, isMe, mine, onAsk }: MemberMenuProps) {
  const mayChange = !isMe && isAtLeast(mine, "admin") && isAtLeast(mine, member.role);
  if (!isMe && !mayChange) return null;
  return (
    <RowMenu of={member.name}>
      {isMe ? <MenuItem onSelect={() => onAsk("leave")}>Leave this workspace…</MenuItem> : null}
      {mayChange ? <MenuItem onSelect={() => onAsk("role")}>Change role and hats…</MenuItem> : null}
      {mayChange && member.role === "admin" && isAtLeast(mine, "owner") ? <MenuItem onSelect={() => onAsk("transfer")}>Hand over ownership…</MenuItem> : null}
      {mayChange ? <MenuItem onSelect={() => onAsk("remove")}>Remove…</MenuItem> : null}
    </RowMenu>
  );
}

function RemoveDialog({ workspace, member, onClose }: { workspace: WorkspaceMembership; member: Member; onClose: () => void }) {
  const remove = useRemoveMember(workspace.id);
  return (
    <ConfirmDialog open onOpenChange={onClose} title={`Remove ${member.name}?`} name={member.name} action="Remove member" busy={remove.isPending} error={remove.error} onConfirm={() => remove.mutate(member.id, { onSuccess: onClose })}>
      The next request from {member.email} is refused, and the seat is free. What was done stays in the records.
    </ConfirmDialog>
  );
}

function LeaveDialog({ workspace, me, onClose }: { workspace: WorkspaceMembership; me: Member; onClose: () => void }) {
  const router = useRouter();
  const leave = useRemoveMember(workspace.id);
  const startAnew = useStartAnew();
  // Awaited, for this dialog is gone with the workspace before all of it is done.
  const confirm = async () => {
    await leave.mutateAsync(me.id);
    await startAnew.mutateAsync();
    await router.navigate({ to: "/" });
  };
  return (
    <ConfirmDialog open onOpenChange={onClose} title={`Leave ${workspace.name}?`} name={workspace.name} action="Leave" busy={leave.isPending || startAnew.isPending} error={leave.error ?? startAnew.error} onConfirm={() => void confirm().catch(() => undefined)}>
      You lose sight of it at once and can only come back by an invitation.
    </ConfirmDialog>
  );
}

function TransferDialog({ workspace, heir, onClose }: { workspace: WorkspaceMembership; heir: Member; onClose: () => void }) {
  const transfer = useTransferOwnership(workspace.id);
  const startAnew = useStartAnew();
  const confirm = () => transfer.mutate(heir.id, { onSuccess: () => startAnew.mutate(undefined, { onSettled: onClose }) });
  return (
    <ConfirmDialog open onOpenChange={onClose} title={`Hand ${workspace.name} to ${heir.name}?`} name={workspace.name} action="Hand over" busy={transfer.isPending || startAnew.isPending} error={transfer.error ?? startAnew.error} onConfirm={confirm}>
      {heir.name} becomes an owner, and you an admin. Only {heir.name} can give it back.
    </ConfirmDialog>
  );
}
