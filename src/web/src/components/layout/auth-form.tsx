import type { ComponentProps, ReactNode } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { AuthFrame } from "./auth-frame";

interface AuthFormProps extends Omit<ComponentProps<typeof AuthFrame>, "children"> {
  action: string;
  busy: boolean;
  error: unknown;
  onSubmit: () => void;
  children: ReactNode;
}

/** A page before the sign-in that is one form with one button. */
export function AuthForm({ action, busy, error, onSubmit, children, ...frame }: AuthFormProps) {
  return (
    <AuthFrame {...frame}>
      <Form onSubmit={onSubmit}>
        {children}
        <ProblemNote error={error} />
        <Button type="submit" tone="main" busy={busy} className="w-full">
          {action}
        </Button>
      </Form>
    </AuthFrame>
  );
}
