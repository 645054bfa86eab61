import { Building2 } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "@/components/feedback/page-states";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { useInvitations } from "../api/list-invitations";
import { InvitationsPanel } from "./team/invitations-panel";
import { InviteDialog } from "./team/invite-dialog";
import { MembersPanel } from "./team/members-panel";
import { ReceivedInvitations } from "./team/received-invitations";
import { SeatsBar } from "./team/seats-bar";

/** Who is in the workspace, as what, and who is about to be. */
export function TeamPage({ cursor }: { cursor: string | undefined }) {
  const workspace = useMembership();
  const invitations = useInvitations();
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<string | null>(null);
  const mayInvite = isAtLeast(workspace, "admin");
  const invite = (
    <Button tone="main" onClick={() => setInviting(true)}>
      Invite
    </Button>
  );
  return (
    <>
      <PageHeader title="Team" actions={mayInvite ? invite : undefined}>
        {workspace ? `Who shares ${workspace.name}, and what each may do.` : "Who shares the workspace, and what each may do."}
      </PageHeader>
      <ReceivedInvitations invitations={invitations.data?.received ?? []} />
      <p role="status" className="mb-4 text-good empty:hidden">
        {invited ? `The invitation is on its way to ${invited}.` : ""}
      </p>
      <SeatsBar />
      {workspace ? (
        <div className="flex flex-col gap-4">
          <MembersPanel workspace={workspace} cursor={cursor} />
          {mayInvite ? <InvitationsPanel invitations={invitations} invite={invite} /> : null}
          <InviteDialog
            workspaceId={workspace.id}
            open={inviting}
            onClose={() => setInviting(false)}
            onInvited={(email) => {
              setInviting(false);
              setInvited(email);
            }}
          />
        </div>
      ) : workspace === null ? (
        <EmptyState icon={<Building2 className="size-5" />} title="You are in no workspace">
          Create one, or choose one of yours, in the menu at the top.
        </EmptyState>
      ) : (
        <TableSkeleton what="members" />
      )}
    </>
  );
}
