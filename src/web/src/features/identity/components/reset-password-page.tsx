import { Link } from "@tanstack/react-router";
import { AuthForm } from "@/components/layout/auth-form";
import { AuthFrame } from "@/components/layout/auth-frame";
import { Button } from "@/components/ui/button";
import { useForm } from "@/lib/form";
import { NewPasswordField } from "../api/new-password";
import { resetPasswordSchema, useResetPassword } from "../api/reset-password";

/** Behind the mailed link; only the button spends its token. */
export function ResetPasswordPage({ token }: { token: string | null }) {
  return token ? <Reset token={token} /> : <Closed title="Open the link in the mail" lead="A new password is set behind the link that was mailed to you." action="Ask for a link" to="/forgot" />;
}

function Reset({ token }: { token: string }) {
  const form = useForm(resetPasswordSchema, { password: "" });
  const reset = useResetPassword(token);
  if (reset.isSuccess) return <Closed title="Your password is new" lead="Everybody was signed out of your account, this browser too." action="Sign in" to="/sign-in" />;
  return (
    <AuthForm
      title="Choose a new password"
      lead="Every session of your account ends with it."
      action="Set password"
      busy={reset.isPending}
      error={reset.error}
      onSubmit={() => {
        const chosen = form.check();
        if (chosen) reset.mutate(chosen, { onError: form.refuse });
      }}
      below={
        <p>
          A link works once and for an hour.{" "}
          <Link to="/forgot" className="prose-link">
            Ask for another one
          </Link>
        </p>
      }
    >
      <NewPasswordField autoFocus {...form.field("password")} />
    </AuthForm>
  );
}

function Closed({ title, lead, action, to }: { title: string; lead: string; action: string; to: "/sign-in" | "/forgot" }) {
  return (
    <AuthFrame title={title} lead={lead}>
      <Button asChild tone="main" className="w-full">
        <Link to={to}>{action}</Link>
      </Button>
    </AuthFrame>
  );
}
