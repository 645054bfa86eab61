import { useState } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Field, SelectField, Textarea } from "@/components/ui/field";
import { useDecide } from "../api/decide";
import { useDelegate } from "../api/delegate";
import { stageNames, type Approval } from "../model/approval";

interface DecidePanelProps {
  approval: Approval;
  /** Others who wear the hat of the stage. */
  others: { id: string; name: string }[];
}

/** What whose turn it is can do. */
export function DecidePanel({ approval, others }: DecidePanelProps) {
  const decide = useDecide(approval);
  const delegate = useDelegate(approval);
  const [comment, setComment] = useState("");
  const [asked, setAsked] = useState(false);
  const [to, setTo] = useState("");
  const last = approval.stage === "executive";
  return (
    <Panel title="Your decision" aside={approval.stage ? stageNames[approval.stage] : undefined}>
      <div className="flex flex-col gap-4">
        <Field label="Comment" optional error={asked && comment.trim() === "" ? "Say what is to be changed." : undefined}>
          {(wiring) => <Textarea {...wiring} rows={3} maxLength={2000} value={comment} onChange={(event) => setComment(event.target.value)} />}
        </Field>
        <ProblemNote error={decide.error} />
        <div className="flex flex-wrap gap-2">
          <Button tone="main" busy={decide.isPending} onClick={() => decide.mutate({ what: last ? "sign-off" : "approve", comment })}>
            {last ? "Sign off" : "Approve"}
          </Button>
          <Button
            disabled={decide.isPending}
            onClick={() => {
              setAsked(true);
              if (comment.trim() !== "") decide.mutate({ what: "request-changes", comment });
            }}
          >
            Request changes
          </Button>
        </div>
        {others.length > 0 ? (
          <form
            className="flex flex-wrap items-end gap-2 border-t border-line-2 pt-3"
            onSubmit={(event) => {
              event.preventDefault();
              if (to !== "") delegate.mutate(to);
            }}
          >
            <SelectField label="Or hand it to" value={to} onChange={(event) => setTo(event.target.value)} fieldClassName="min-w-44 flex-1">
              <option value="">Choose somebody</option>
              {others.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </SelectField>
            <Button type="submit" busy={delegate.isPending} disabled={to === ""}>
              Hand over
            </Button>
          </form>
        ) : null}
        <ProblemNote error={delegate.error} />
      </div>
    </Panel>
  );
}
