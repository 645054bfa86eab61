import { Link, useRouter } from "@tanstack/react-router";
import { AuthForm } from "@/components/layout/auth-form";
import { useForm } from "@/lib/form";
import { NewPasswordField } from "../api/new-password";
import { useVerifyEmail, verifyEmailSchema } from "../api/verify-email";

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
      onSuccess: (asked) => void router.navigate(asked ? { to: "/sign-in" } : { to: "/", replace: true }),
      onError: (error) => form.refuse(error),
    });
  };

  return (
    <AuthForm
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
      action="Confirm and sign in"
      busy={verify.isPending}
      error={verify.error}
      onSubmit={submit}
    >
      <NewPasswordField autoFocus {...form.field("password")} />
    </AuthForm>
  );
}
