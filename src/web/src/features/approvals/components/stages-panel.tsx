import { Link } from "@tanstack/react-router";
import { Panel } from "@/components/layout/panel";
import { CheckMark } from "@/components/ui/check-mark";
import { formatTime, plural } from "@/lib/format";
import { decisionWords, stageNames, type Approval } from "../model/approval";

interface StagesPanelProps {
  approval: Approval;
  nameOf: (userId: string) => string;
}

/** The three stages, and everything that was decided in all rounds. */
export function StagesPanel({ approval, nameOf }: StagesPanelProps) {
  return (
    <Panel title="Stages" aside={`round ${approval.round}`} flush>
      <ol className="divide-y divide-line-2">
        {approval.stages.map((stage) => (
          <li key={stage.stage} className="flex gap-2.5 px-4 py-3">
            <CheckMark state={stage.state === "done" ? "passed" : stage.state === "current" ? "warning" : "open"} />
            <div className="min-w-0">
              <p className="font-[540]">
                {stageNames[stage.stage]} <span className="font-normal text-ink-3">{stage.state === "done" ? "agreed" : stage.state === "current" ? "waits" : "later"}</span>
              </p>
              <p className="text-sm text-ink-2">
                {stage.state === "done" ? stage.approved.map(nameOf).join(", ") : `${plural(stage.quorum, "person", "people")} of: ${stage.approvers.map(nameOf).join(", ")}`}
              </p>
              {stage.delegations.map((handed) => (
                <p key={`${handed.from}-${handed.to}`} className="text-sm text-ink-3">
                  {nameOf(handed.from)} handed it to {nameOf(handed.to)}.
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
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
