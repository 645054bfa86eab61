import { Link, useRouter } from "@tanstack/react-router";
import { ProblemNote } from "@/components/feedback/problem-note";
import { AuthFrame } from "@/components/layout/auth-frame";
import { Button } from "@/components/ui/button";
import { useVerifyEmail } from "../api/verify-email";

/** The link in the mail opens this page; only the button spends the token, so that a mail scanner that follows links spends nothing. */
export function ConfirmEmailPage({ token }: { token: string }) {
  const router = useRouter();
  const verify = useVerifyEmail();
  return (
    <AuthFrame
      title="Confirm your e-mail"
      lead="One press and you are signed in."
      below={
        verify.isError ? (
          <p>
            A link works once and for a limited time.{" "}
            <Link to="/sign-in" className="prose-link">
              Sign in
            </Link>{" "}
            if you confirmed before, or{" "}
            <Link to="/sign-up" className="prose-link">
              sign up again
            </Link>{" "}
            for a new link.
          </p>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-4">
        <Button tone="main" autoFocus busy={verify.isPending} onClick={() => verify.mutate(token, { onSuccess: () => void router.navigate({ to: "/", replace: true }) })}>
          Confirm and sign in
        </Button>
        <ProblemNote error={verify.error} />
      </div>
    </AuthFrame>
  );
}
