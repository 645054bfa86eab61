import { AuthForm } from "@/components/layout/auth-form";
import { Button } from "@/components/ui/button";
import { isApiError } from "@/lib/api-error";
import { useForm } from "@/lib/form";
import { codeSchema, useConfirmSignIn } from "../api/confirm-sign-in";
import { CodeField } from "./code-field";

interface SecondStepProps {
  challenge: string;
  onSignedIn: () => void;
  /** Back to the first step. */
  onAgain: () => void;
}

/** The second step of signing in: a code of the app, or a recovery code. */
export function SecondStep({ challenge, onSignedIn, onAgain }: SecondStepProps) {
  const form = useForm(codeSchema, { code: "" });
  const confirm = useConfirmSignIn(challenge);
  const isSpent = isApiError(confirm.error, "identity.challenge_invalid");
  return (
    <AuthForm
      title="Second step"
      lead="Enter the code that your authenticator app shows now. Without the app, a recovery code works once."
      action="Sign in"
      busy={confirm.isPending}
      error={confirm.error}
      onSubmit={() => {
        const code = form.check();
        if (code) confirm.mutate(code, { onSuccess: onSignedIn, onError: form.refuse });
      }}
      below={<Button onClick={onAgain}>{isSpent ? "Begin again" : "Back to the first step"}</Button>}
    >
      <CodeField autoFocus {...form.field("code")} />
    </AuthForm>
  );
}
