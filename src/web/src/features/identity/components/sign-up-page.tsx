import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { AuthForm } from "@/components/layout/auth-form";
import { TextField } from "@/components/ui/field";
import { useForm } from "@/lib/form";
import { signUpSchema, useSignUp } from "../api/sign-up";
import { CheckYourMail } from "./check-your-mail";
import { ProviderLinks } from "./provider-links";

export function SignUpPage() {
  const form = useForm(signUpSchema, { name: "", email: "", workspaceName: "" });
  const signUp = useSignUp();
  const [sentTo, setSentTo] = useState<string | null>(null);

  if (sentTo) return <CheckYourMail email={sentTo} />;

  const submit = () => {
    const request = form.check();
    if (!request) return;
    signUp.mutate(request, {
      onSuccess: () => setSentTo(request.email),
      onError: (error) => form.refuse(error),
    });
  };

  return (
    <AuthForm
      title="Sign up"
      lead="A free workspace of your own, in a minute and without a card."
      below={
        <p>
          Already with us?{" "}
          <Link to="/sign-in" className="prose-link">
            Sign in
          </Link>
        </p>
      }
      action="Create workspace"
      busy={signUp.isPending}
      error={signUp.error}
      onSubmit={submit}
    >
      <ProviderLinks />
      <TextField label="Your name" autoComplete="name" autoFocus maxLength={100} {...form.field("name")} />
      <TextField label="E-mail" type="email" autoComplete="username" inputMode="email" {...form.field("email")} />
      <TextField label="Workspace" autoComplete="organization" hint="The company or team whose value you will prove." maxLength={100} {...form.field("workspaceName")} />
    </AuthForm>
  );
}
