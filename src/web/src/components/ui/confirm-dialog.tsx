import { useState, type ReactNode } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { TextField } from "./field";

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  /** What must be typed before the action can be started: the name of what is lost. */
  name?: string;
  action: string;
  busy: boolean;
  error: unknown;
  onConfirm: () => void;
}

/** Asks before something is destroyed; where a name is given it must be typed. */
export function ConfirmDialog({ open, onOpenChange, title, children, name, action, busy, error, onConfirm }: ConfirmDialogProps) {
  const [typed, setTyped] = useState("");
  const ready = name === undefined || typed.trim() === name;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setTyped("");
        onOpenChange(next);
      }}
      title={title}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onConfirm();
        }}
      >
        <div className="text-ink-2">{children}</div>
        {name === undefined ? null : (
          <TextField label={`Type “${name}” to confirm`} value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" spellCheck={false} />
        )}
        <ProblemNote error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Keep it</Button>
          <Button type="submit" tone="danger" busy={busy} disabled={!ready}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
