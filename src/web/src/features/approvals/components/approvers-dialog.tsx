import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { SelectField } from "@/components/ui/field";
import { DialogActions, Form } from "@/components/ui/form";
import type { Member } from "@/features/workspaces/api/list-members";
import { useAssignApprovers } from "../api/assign-approvers";
import { stageNames, type Approval, type ApprovalStage } from "../model/approval";
import { candidatesFor } from "../model/candidates";

interface ApproversDialogProps {
  approval: Approval;
  stage: ApprovalStage;
  members: readonly Member[];
  onClose: () => void;
}

/** Who decides a stage, and how many of them have to agree. */
export function ApproversDialog({ approval, stage, members, onClose }: ApproversDialogProps) {
  const [picked, setPicked] = useState<readonly string[]>(stage.approvers);
  // Who cannot be chosen any more, or has left, falls out by himself.
  const candidates = candidatesFor(approval, stage, members);
  const chosen = candidates.filter((candidate) => (candidate.fixed === "" ? picked.includes(candidate.id) : candidate.agreed)).map((candidate) => candidate.id);
  const [quorum, setQuorum] = useState(stage.quorum);
  const assign = useAssignApprovers(approval.id);
  const stageName = stageNames[stage.stage].toLowerCase();
  const least = stage.approved.length + 1;
  const counts = Array.from({ length: Math.max(0, chosen.length - least + 1) }, (_, at) => least + at);
  const asked = Math.max(least, Math.min(quorum, chosen.length));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Approvers of the ${stageName} stage`}
      description={`Members who wear the ${stageName} hat and did not write the definition. Who is new is told by mail${stage.state === "current" ? "" : " when the stage begins"}.`}
    >
      <Form onSubmit={() => assign.mutate({ stage: stage.stage, approvers: chosen, quorum: asked }, { onSuccess: onClose })}>
        <fieldset className="flex flex-col gap-2.5">
          <legend className="mb-2 text-sm font-[540]">Who decides</legend>
          {candidates.map(({ id, name, fixed }) => (
            <Checkbox
              key={id}
              label={name}
              hint={fixed || undefined}
              checked={chosen.includes(id)}
              disabled={fixed !== ""}
              onChange={(on) => setPicked(on ? [...chosen, id] : chosen.filter((other) => other !== id))}
            />
          ))}
          {candidates.length === 0 ? <p className="text-ink-2">Nobody wears the {stageName} hat.</p> : null}
          <p className="text-sm text-ink-3">
            Somebody is missing? An owner gives hats to members, in the{" "}
            <Link to="/settings/team" className="prose-link">
              team
            </Link>
            .
          </p>
        </fieldset>
        <SelectField
          label="How many have to agree"
          value={asked}
          disabled={counts.length === 0}
          onChange={(event) => setQuorum(Number(event.target.value))}
          hint={counts.length > 1 ? "The stage is done once so many of them agreed." : undefined}
        >
          {counts.length === 0 ? <option value={asked}>Choose somebody first</option> : null}
          {counts.map((count) => (
            <option key={count} value={count}>
              {count === 1 ? "one of them" : count === chosen.length ? `all ${count}` : `${count} of ${chosen.length}`}
            </option>
          ))}
        </SelectField>
        <DialogActions action="Save approvers" busy={assign.isPending} error={assign.error} onCancel={onClose} disabled={counts.length === 0} />
      </Form>
    </Dialog>
  );
}
