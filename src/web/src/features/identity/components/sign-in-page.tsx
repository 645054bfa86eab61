import { Link, useRouter } from "@tanstack/react-router";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { useForm } from "@/lib/form";
import { safeReturnPath } from "@/lib/return-path";
import { signInSchema, useSignIn } from "../api/sign-in";
import { AuthFrame } from "./auth-frame";

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
    <AuthFrame
      title="Sign in"
      lead={returnTo ? "Your session ended. Sign in to go on where you were." : "To your workspace and its receipts."}
      below={
        <p>
          No account yet?{" "}
          <Link to="/sign-up" className="prose-link">
            Sign up
          </Link>
        </p>
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
        <TextField label="E-mail" type="email" autoComplete="username" inputMode="email" autoFocus {...form.field("email")} />
        <TextField label="Password" type="password" autoComplete="current-password" {...form.field("password")} />
        <ProblemNote error={signIn.error} />
        <Button type="submit" tone="main" busy={signIn.isPending} className="w-full">
          Sign in
        </Button>
      </form>
    </AuthFrame>
  );
}
