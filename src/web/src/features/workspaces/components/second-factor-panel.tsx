import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions, Form } from "@/components/ui/form";
import { Tag } from "@/components/ui/tag";
import { useMe } from "@/features/identity/api/get-me";
import type { Answer } from "@/lib/api";
import { useUpdateWorkspace } from "../api/update-workspace";
import type { Workspace } from "../model/workspace";

/** Whether members have to sign in with two steps; for owners, who switch it on only once they do so themselves. */
export function SecondFactorPanel({ answer }: { answer: Answer<Workspace> }) {
  const { data, etag } = answer;
  const required = data.secondFactorRequired;
  const hasOwn = useMe().data?.user.twoStep ?? false;
  const update = useUpdateWorkspace(data.id);
  const [asking, setAsking] = useState(false);
  const save = (secondFactorRequired: boolean) =>
    update.mutate(
      { values: { name: data.name, timeZone: data.timeZone, currency: data.currency, secondFactorRequired }, etag },
      { onSuccess: () => setAsking(false) },
    );
  return (
    <Panel title="Second factor" aside={required ? <Tag tone="good">required</Tag> : <Tag>optional</Tag>}>
      <div className="flex flex-col items-start gap-3">
        <p className="text-ink-2">
          {required
            ? "Members reach this workspace only when they sign in with two steps. API keys are not asked."
            : "Members may sign in with a password alone. You can ask all of them for a second step; API keys are not asked."}
        </p>
        {required ? (
          <Button busy={update.isPending} onClick={() => save(false)}>
            Make it optional
          </Button>
        ) : hasOwn ? (
          <Button onClick={() => setAsking(true)}>Require it</Button>
        ) : (
          <p className="text-sm text-ink-3">
            First set up your own under{" "}
            <Link to="/settings/security" className="prose-link">
              Security
            </Link>
            .
          </p>
        )}
        {asking ? null : <ProblemNote error={update.error} className="w-full" />}
      </div>
      {asking ? (
        <Dialog open onOpenChange={() => setAsking(false)} title="Require a second factor?" description="From now on members without one see nothing of this workspace but the page on which they set it up.">
          <Form onSubmit={() => save(true)}>
            <DialogActions action="Require it" busy={update.isPending} error={update.error} onCancel={() => setAsking(false)} />
          </Form>
        </Dialog>
      ) : null}
    </Panel>
  );
}
