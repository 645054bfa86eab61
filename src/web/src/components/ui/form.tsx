import type { ReactNode } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { cx } from "@/lib/cx";
import { Button } from "./button";

interface FormProps {
  onSubmit: () => void;
  children: ReactNode;
  className?: string;
}

/** Fields one below the other. The schema of the form checks them, not the browser. */
export function Form({ onSubmit, children, className }: FormProps) {
  return (
    <form
      noValidate
      className={cx("flex flex-col gap-4", className)}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

interface SubmitRowProps {
  action: string;
  busy: boolean;
  error?: unknown;
  /** What was reached, said once it was. */
  done?: string | undefined;
  disabled?: boolean;
  children?: ReactNode;
}

/** The end of a form on a page: what went wrong, the button, and what was reached. */
export function SubmitRow({ action, busy, error, done, disabled = false, children }: SubmitRowProps) {
  return (
    <>
      <ProblemNote error={error} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" tone="main" busy={busy} disabled={disabled}>
          {action}
        </Button>
        {children}
        <span role="status" className="text-sm text-good">
          {done}
        </span>
      </div>
    </>
  );
}

/** The end of a form in a dialog. */
export function DialogActions({ action, busy, error, onCancel, disabled = false }: Omit<SubmitRowProps, "done" | "children"> & { onCancel: () => void }) {
  return (
    <>
      <ProblemNote error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" tone="main" busy={busy} disabled={disabled}>
          {action}
        </Button>
      </div>
    </>
  );
}
