import { Link, useRouter } from "@tanstack/react-router";
import { AuthForm } from "@/components/layout/auth-form";
import { TextField } from "@/components/ui/field";
import { useForm } from "@/lib/form";
import { safeReturnPath } from "@/lib/return-path";
import { signInSchema, useSignIn } from "../api/sign-in";

export function SignInPage({ returnTo }: { returnTo: string | undefined }) {
  const router = useRouter();
  const form = useForm(signInSchema, { email: "", password: "" });
  const signIn = useSignIn();

  const submit = () => {
    const credentials = form.check();
    if (!credentials) return;
    signIn.mutate(credentials, {
      onSuccess: () => router.history.replace(safeReturnPath(returnTo)),
      onError: (error) => form.refuse(error),
    });
  };

  return (
    <AuthForm
      title="Sign in"
      lead={leadFor(returnTo)}
      below={
        <p>
          No account yet?{" "}
          <Link to="/sign-up" className="prose-link">
            Sign up
          </Link>
        </p>
      }
      action="Sign in"
      busy={signIn.isPending}
      error={signIn.error}
      onSubmit={submit}
    >
      <TextField label="E-mail" type="email" autoComplete="username" inputMode="email" autoFocus {...form.field("email")} />
      <TextField label="Password" type="password" autoComplete="current-password" {...form.field("password")} />
    </AuthForm>
  );
}

function leadFor(returnTo: string | undefined): string {
  if (returnTo?.startsWith("/invitations/")) return "Sign in with the address that was invited.";
  return returnTo ? "Your session ended. Sign in to go on where you were." : "To your workspace and its receipts.";
}
