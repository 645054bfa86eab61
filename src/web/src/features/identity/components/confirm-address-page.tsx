import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { AuthForm } from "@/components/layout/auth-form";
import { TextField } from "@/components/ui/field";
import { useForm } from "@/lib/form";
import { useVerifyEmail, verifyEmailSchema } from "../api/verify-email";
import { SecondStep } from "./second-step";

/** Behind the link to a new address, and behind the way back that the old address got. Only the button spends the token. */
export function ConfirmAddressPage({ token }: { token: string }) {
  const router = useRouter();
  const form = useForm(verifyEmailSchema, { password: "" });
  const verify = useVerifyEmail(token);
  const [challenge, setChallenge] = useState<string | null>(null);
  const enter = () => void router.navigate({ to: "/", replace: true });

  if (challenge) return <SecondStep challenge={challenge} onSignedIn={enter} onAgain={() => void router.navigate({ to: "/sign-in" })} />;

  return (
    <AuthForm
      title="Confirm this address"
      lead="From now on you sign in with the address that the mail came to."
      action="Confirm and sign in"
      busy={verify.isPending}
      error={verify.error}
      onSubmit={() => {
        const chosen = form.check();
        if (chosen) verify.mutate(chosen, { onSuccess: (asked) => (asked ? setChallenge(asked) : enter()), onError: form.refuse });
      }}
      below={
        <p>
          A link works once and for a limited time. Where it counts no more, ask for another under Settings, Security, or{" "}
          <Link to="/sign-in" className="prose-link">
            sign in
          </Link>
          .
        </p>
      }
    >
      <TextField label="Password" type="password" autoComplete="current-password" autoFocus hint="Your account’s password. If the mail says “Take my account back”, choose a new one." {...form.field("password")} />
    </AuthForm>
  );
}
