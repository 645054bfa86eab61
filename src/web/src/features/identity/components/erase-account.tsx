import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { ProblemNote } from "@/components/feedback/problem-note";
import { useEraseMe } from "../api/erase-me";

/** The end of one's own account. */
export function EraseAccount() {
  const [asking, setAsking] = useState(false);
  return (
    <Panel title="Delete my account" className="max-w-2xl">
      <div className="flex flex-col items-start gap-4">
        <p className="text-ink-2">You leave every workspace, and your name and address are erased. What you did stays in the records of the workspaces, without your name.</p>
        <Button tone="danger" onClick={() => setAsking(true)}>
          Delete my account…
        </Button>
      </div>
      {asking ? <EraseDialog onClose={() => setAsking(false)} /> : null}
    </Panel>
  );
}

function EraseDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const erase = useEraseMe();
  const [password, setPassword] = useState("");
  return (
    <Dialog open onOpenChange={onClose} title="Delete your account?" description="It cannot be brought back. A workspace of which you are the last owner is handed over or deleted first.">
      <Form onSubmit={() => erase.mutate(password, { onSuccess: () => void router.navigate({ to: "/sign-in" }) })}>
        <TextField label="Your password" type="password" autoComplete="current-password" autoFocus value={password} onChange={(event) => setPassword(event.target.value)} />
        <ProblemNote error={erase.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Keep it</Button>
          <Button type="submit" tone="danger" busy={erase.isPending} disabled={password === ""}>
            Delete my account
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
