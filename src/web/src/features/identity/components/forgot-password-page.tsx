import { Link } from "@tanstack/react-router";
import { AuthForm } from "@/components/layout/auth-form";
import { AuthFrame } from "@/components/layout/auth-frame";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { isLocalMachine } from "@/lib/env";
import { useForm } from "@/lib/form";
import { forgotPasswordSchema, useForgotPassword } from "../api/forgot-password";

const toSignIn = (
  <Link to="/sign-in" className="prose-link">
    Sign in
  </Link>
);

/** The same words whether or not the address was known. */
export function ForgotPasswordPage() {
  const form = useForm(forgotPasswordSchema, { email: "" });
  const forgot = useForgotPassword();
  if (forgot.isSuccess) {
    return (
      <AuthFrame title="Check your mail" lead={`If ${forgot.variables.email} has an account, a link is on its way to it. It sets a new password, once and within an hour.`} below={<p>Remembered it? {toSignIn}</p>}>
        {isLocalMachine() ? (
          <Button asChild tone="main">
            <a href="/dev/outbox">Open the outbox of this machine</a>
          </Button>
        ) : null}
      </AuthFrame>
    );
  }
  return (
    <AuthForm
      title="Forgot your password?"
      lead="A link to your address lets you choose a new one."
      action="Send the link"
      busy={forgot.isPending}
      error={forgot.error}
      onSubmit={() => {
        const request = form.check();
        if (request) forgot.mutate(request, { onError: form.refuse });
      }}
      below={<p>Remembered it? {toSignIn}</p>}
    >
      <TextField label="E-mail" type="email" autoComplete="username" inputMode="email" autoFocus {...form.field("email")} />
    </AuthForm>
  );
}
