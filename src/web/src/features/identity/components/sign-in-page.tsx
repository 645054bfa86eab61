import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { AuthForm } from "@/components/layout/auth-form";
import { TextField } from "@/components/ui/field";
import { useForm } from "@/lib/form";
import type { ProviderReturn } from "@/lib/provider-return";
import { safeReturnPath } from "@/lib/return-path";
import { session } from "@/lib/session";
import { signInSchema, useSignIn } from "../api/sign-in";
import { ProviderLinks } from "./provider-links";
import { SecondStep } from "./second-step";

export function SignInPage({ returnTo, came }: { returnTo: string | undefined; came: ProviderReturn }) {
  const router = useRouter();
  const form = useForm(signInSchema, { email: "", password: "" });
  const signIn = useSignIn();
  const [challenge, setChallenge] = useState<string | null>(came.challenge);
  const enter = () => router.history.replace(safeReturnPath(returnTo));

  const submit = () => {
    const credentials = form.check();
    if (!credentials) return;
    signIn.mutate(credentials, {
      onSuccess: (asked) => {
        form.set("password", "");
        if (asked) setChallenge(asked);
        else enter();
      },
      onError: (error) => form.refuse(error),
    });
  };

  if (challenge) return <SecondStep challenge={challenge} onSignedIn={enter} onAgain={() => setChallenge(null)} />;

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
          {" · "}
          <Link to="/forgot" className="prose-link">
            Forgot your password?
          </Link>
        </p>
      }
      action="Sign in"
      busy={signIn.isPending}
      error={signIn.error ?? came.problem}
      onSubmit={submit}
    >
      <ProviderLinks />
      <TextField label="E-mail" type="email" autoComplete="username" inputMode="email" autoFocus {...form.field("email")} />
      <TextField label="Password" type="password" autoComplete="current-password" {...form.field("password")} />
    </AuthForm>
  );
}

function leadFor(returnTo: string | undefined): string {
  if (returnTo?.startsWith("/invitations/")) return "Sign in with the address that was invited.";
  if (!returnTo) return "To your workspace and its receipts.";
  return session.absence() === "lost" ? "Your session ended. Sign in to go on where you were." : "Sign in to see the page that you asked for.";
}
