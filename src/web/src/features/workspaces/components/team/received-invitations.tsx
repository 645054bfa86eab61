import { useRouter } from "@tanstack/react-router";
import { Callout } from "@/components/feedback/callout";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Button } from "@/components/ui/button";
import { roleNames } from "@/features/identity/api/rights";
import { useSwitchWorkspace } from "@/features/identity/api/switch-workspace";
import { formatTime } from "@/lib/format";
import { useAcceptInvitation } from "../../api/accept-invitation";
import type { ReceivedInvitation } from "../../model/team";

/** What I am invited to, wherever I am signed in now. */
export function ReceivedInvitations({ invitations }: { invitations: readonly ReceivedInvitation[] }) {
  const router = useRouter();
  const accept = useAcceptInvitation();
  const enter = useSwitchWorkspace();
  const join = (id: string) =>
    accept.mutate({ id }, { onSuccess: ({ workspaceId }) => enter.mutate(workspaceId, { onSuccess: () => void router.navigate({ to: "/" }) }) });
  return (
    <>
      {invitations.map((invitation) => (
        <Callout key={invitation.id} title={`${invitation.invitedBy} invites you to ${invitation.workspaceName}`} className="mb-4">
          <p>
            As {roleNames[invitation.role].toLowerCase()}, until {formatTime(invitation.expiresAt)}.
          </p>
          <Button className="mt-2" busy={(accept.isPending && "id" in accept.variables && accept.variables.id === invitation.id) || enter.isPending} onClick={() => join(invitation.id)}>
            Join {invitation.workspaceName}
          </Button>
        </Callout>
      ))}
      <ProblemNote error={accept.error ?? enter.error} className="mb-4" />
    </>
  );
}
