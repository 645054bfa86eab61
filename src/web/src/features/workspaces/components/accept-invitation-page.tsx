import { Link, useRouter } from "@tanstack/react-router";
import { ErrorState } from "@/components/feedback/page-states";
import { ProblemNote } from "@/components/feedback/problem-note";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { AuthForm } from "@/components/layout/auth-form";
import { AuthFrame } from "@/components/layout/auth-frame";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { useMe } from "@/features/identity/api/get-me";
import { NewPasswordField } from "@/features/identity/api/new-password";
import { roleNames } from "@/features/identity/api/rights";
import { useSignOut } from "@/features/identity/api/sign-out";
import { useSwitchWorkspace } from "@/features/identity/api/switch-workspace";
import { isApiError } from "@/lib/api-error";
import { useForm } from "@/lib/form";
import { formatTime } from "@/lib/format";
import { newcomerSchema, useAcceptInvitation } from "../api/accept-invitation";
import { useOpenedInvitation } from "../api/lookup-invitation";
import type { OpenedInvitation } from "../model/team";

interface Invited {
  invitation: OpenedInvitation;
  token: string;
}

/** Behind the link of an invitation. Nothing is accepted until a button is pressed, so that a mail scanner that follows links joins nothing. */
export function AcceptInvitationPage({ token, isSignedIn }: { token: string | null; isSignedIn: boolean }) {
  return token ? <Opened token={token} isSignedIn={isSignedIn} /> : <NoInvitation>Open the link in the mail once more.</NoInvitation>;
}

function Opened({ token, isSignedIn }: { token: string; isSignedIn: boolean }) {
  const opened = useOpenedInvitation(token);
  if (opened.data) return isSignedIn ? <AcceptAsMe invitation={opened.data} token={token} /> : <AcceptAsNewcomer invitation={opened.data} token={token} />;
  if (isApiError(opened.error) && opened.error.status < 500 && opened.error.status !== 0) return <NoInvitation>{opened.error.message}</NoInvitation>;
  return (
    <AuthFrame title="Invitation" lead="To a workspace on Artisan.">
      {opened.isError ? <ErrorState error={opened.error} onRetry={() => void opened.refetch()} /> : <BlockSkeleton what="invitation" lines={3} />}
    </AuthFrame>
  );
}

function NoInvitation({ children }: { children: string }) {
  return (
    <AuthFrame title="This invitation is not open" lead={children}>
      <Button asChild>
        <Link to="/">Open Artisan</Link>
      </Button>
    </AuthFrame>
  );
}

function leadOf({ invitedBy, role, expiresAt }: OpenedInvitation): string {
  return `${invitedBy} invites you, as ${roleNames[role].toLowerCase()}. Open until ${formatTime(expiresAt)}.`;
}

function AcceptAsMe({ invitation, token }: Invited) {
  const router = useRouter();
  const me = useMe();
  const accept = useAcceptInvitation();
  const enter = useSwitchWorkspace();
  const signOut = useSignOut();
  const mine = me.data?.user.email;
  const isMine = mine?.toLowerCase() === invitation.email.toLowerCase();
  const join = () => accept.mutate({ token }, { onSuccess: ({ workspaceId }) => enter.mutate(workspaceId, { onSuccess: () => void router.navigate({ to: "/", replace: true }) }) });
  return (
    <AuthFrame title={`Join ${invitation.workspaceName}`} lead={leadOf(invitation)}>
      <div className="flex flex-col gap-4">
        {mine === undefined ? (
          <BlockSkeleton what="your account" lines={2} />
        ) : isMine ? (
          <Button tone="main" autoFocus busy={accept.isPending || enter.isPending} onClick={join}>
            Join as {mine}
          </Button>
        ) : (
          <>
            <p>
              The invitation is for <strong className="font-semibold [overflow-wrap:anywhere]">{invitation.email}</strong>; you are signed in as{" "}
              <strong className="font-semibold [overflow-wrap:anywhere]">{mine}</strong>. Sign out, then open the link in the mail again.
            </p>
            <Button busy={signOut.isPending} onClick={() => signOut.mutate(undefined, { onSettled: () => void router.navigate({ to: "/sign-in" }) })}>
              Sign out
            </Button>
          </>
        )}
        <ProblemNote error={accept.error ?? enter.error} />
      </div>
    </AuthFrame>
  );
}

function AcceptAsNewcomer({ invitation, token }: Invited) {
  const router = useRouter();
  const form = useForm(newcomerSchema, { name: "", password: "" });
  const accept = useAcceptInvitation();
  const hasAccount = isApiError(accept.error, "identity.address_taken");
  return (
    <AuthForm
      title={`Join ${invitation.workspaceName}`}
      lead={leadOf(invitation)}
      action="Create account and join"
      busy={accept.isPending}
      error={accept.error}
      onSubmit={() => {
        const newcomer = form.check();
        if (newcomer) accept.mutate({ token, ...newcomer }, { onSuccess: () => void router.navigate({ to: "/", replace: true }), onError: form.refuse });
      }}
      below={
        <p>
          {hasAccount ? "This address has an account. " : "Have an account with this address? "}
          <Link to="/sign-in" search={{ return: "/invitations/accept" }} className="prose-link">
            Sign in to join
          </Link>
        </p>
      }
    >
      <TextField label="E-mail" value={invitation.email} readOnly autoComplete="username" hint="The address that was invited." />
      <TextField label="Your name" autoComplete="name" autoFocus maxLength={100} {...form.field("name")} />
      <NewPasswordField {...form.field("password")} />
    </AuthForm>
  );
}
