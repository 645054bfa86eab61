import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { CheckMark } from "@/components/ui/check-mark";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import type { Member } from "@/features/workspaces/api/list-members";
import { formatTime } from "@/lib/format";
import { decisionWords, stageNames, stageStateWords, whoAgrees, type Approval, type Stage } from "../model/approval";
import { ApproversDialog } from "./approvers-dialog";

interface StagesPanelProps {
  approval: Approval;
  members: readonly Member[];
  nameOf: (userId: string) => string;
}

/** The three stages, and everything that was decided in all rounds. */
export function StagesPanel({ approval, members, nameOf }: StagesPanelProps) {
  const mayAssign = isAtLeast(useMembership(), "admin") && approval.state === "in_review";
  const [assigning, setAssigning] = useState<Stage | null>(null);
  const assigned = approval.stages.find((stage) => stage.stage === assigning && stage.state !== "done");
  return (
    <Panel title="Stages" aside={`round ${approval.round}`} flush>
      <ol className="divide-y divide-line-2">
        {approval.stages.map((stage) => (
          <li key={stage.stage} className="flex gap-2.5 px-4 py-3">
            <CheckMark state={stage.state === "done" ? "passed" : stage.state === "current" ? "warning" : "open"} />
            <div className="min-w-0 flex-1">
              <p className="font-[540]">
                {stageNames[stage.stage]} <span className="font-normal text-ink-3">{stageStateWords(approval, stage)}</span>
              </p>
              <p className="text-sm text-ink-2">{whoAgrees(stage, nameOf)}</p>
              {stage.delegations.map((handed) => (
                <p key={`${handed.from}-${handed.to}`} className="text-sm text-ink-3">
                  {nameOf(handed.from)} handed it to {nameOf(handed.to)}.
                </p>
              ))}
            </div>
            {mayAssign && stage.state !== "done" ? (
              <Button size="small" className="shrink-0 self-start" aria-label={`Choose the approvers of the ${stageNames[stage.stage].toLowerCase()} stage`} onClick={() => setAssigning(stage.stage)}>
                Choose
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {assigned ? <ApproversDialog approval={approval} stage={assigned} members={members} onClose={() => setAssigning(null)} /> : null}
      <h3 className="border-t border-line-2 px-4 pt-3 font-[560]">Decisions</h3>
      {approval.decisions.length === 0 ? <p className="px-4 pb-3 text-ink-2">Nobody has decided yet.</p> : null}
      <ol className="divide-y divide-line-2">
        {approval.decisions.map((decision) => (
          <li key={decision.receiptId} className="flex flex-col gap-0.5 px-4 py-3">
            <span>
              {nameOf(decision.by)} {decisionWords[decision.decision]} <span className="text-ink-3">{`(${stageNames[decision.stage].toLowerCase()}, round ${decision.round}, v${decision.version})`}</span>
            </span>
            {decision.comment ? <q className="text-ink-2 [overflow-wrap:anywhere]">{decision.comment}</q> : null}
            <span className="text-sm text-ink-3">
              {formatTime(decision.at)} ·{" "}
              <Link to="/receipts/$id" params={{ id: decision.receiptId }} className="link">
                receipt
              </Link>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
