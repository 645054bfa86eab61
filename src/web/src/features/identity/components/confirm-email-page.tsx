import { Link, useRouter } from "@tanstack/react-router";
import { ProblemNote } from "@/components/feedback/problem-note";
import { AuthFrame } from "@/components/layout/auth-frame";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { useForm } from "@/lib/form";
import { useVerifyEmail, verifyEmailSchema } from "../api/verify-email";
import { minPasswordLength } from "../model/password";

/**
 * The link in the mail opens this page, and whoever reads the mail chooses the password here. Only the button spends the token, so that a mail scanner
 * that follows links spends nothing.
 */
export function ConfirmEmailPage({ token }: { token: string }) {
  const router = useRouter();
  const form = useForm(verifyEmailSchema, { password: "" });
  const verify = useVerifyEmail(token);

  const submit = () => {
    const chosen = form.check();
    if (!chosen) return;
    verify.mutate(chosen, {
      onSuccess: () => void router.navigate({ to: "/", replace: true }),
      onError: (error) => form.refuse(error),
    });
  };

  return (
    <AuthFrame
      title="Confirm your e-mail"
      lead="Choose a password and you are signed in."
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
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField label="Password" type="password" autoComplete="new-password" autoFocus hint={`At least ${minPasswordLength} characters.`} {...form.field("password")} />
        <ProblemNote error={verify.error} />
        <Button type="submit" tone="main" busy={verify.isPending} className="w-full">
          Confirm and sign in
        </Button>
      </form>
    </AuthFrame>
  );
}
