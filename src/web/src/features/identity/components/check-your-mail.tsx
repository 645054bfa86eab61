import { ProblemNote } from "@/components/feedback/problem-note";
import { AuthFrame } from "@/components/layout/auth-frame";
import { Button } from "@/components/ui/button";
import { isLocalMachine } from "@/lib/env";
import { useResendVerification } from "../api/resend-verification";

/** The same words whether or not the address was known: nobody learns here who has an account. */
export function CheckYourMail({ email }: { email: string }) {
  const resend = useResendVerification();
  return (
    <AuthFrame
      title="Check your mail"
      lead={
        <>
          A message is on its way to <strong className="font-semibold text-ink [overflow-wrap:anywhere]">{email}</strong>. Its link lets you choose a password and opens your workspace.
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {isLocalMachine() ? (
          <Button asChild tone="main">
            <a href="/dev/outbox">Open the outbox of this machine</a>
          </Button>
        ) : null}
        <p className="text-sm text-ink-2">Nothing after a few minutes? Look in the spam folder, then ask for another message.</p>
        <Button busy={resend.isPending} onClick={() => resend.mutate(email)}>
          Send it again
        </Button>
        <p role="status" className="text-sm text-good empty:hidden">
          {resend.isSuccess ? "Sent again. The newest link is the one that counts." : ""}
        </p>
        <ProblemNote error={resend.error} />
      </div>
    </AuthFrame>
  );
}
