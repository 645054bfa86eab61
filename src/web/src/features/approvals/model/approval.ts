import type { Narrow, Schemas } from "@/lib/api-schemas";

export type Stage = "finance" | "technical" | "executive";
export type ApprovalState = "in_review" | "changes_requested" | "signed_off" | "expired" | "withdrawn";
export type ApprovalStage = Narrow<Schemas["ApprovalStageResponse"], { stage: Stage; state: "waiting" | "current" | "done" }>;
export type Decision = Narrow<Schemas["DecisionResponse"], { stage: Stage; decision: "approved" | "changes_requested" | "signed_off" }>;
export type Approval = Narrow<Schemas["ApprovalResponse"], { state: ApprovalState; stage: Stage | null; stages: ApprovalStage[]; decisions: Decision[] }>;
export type GoLive = Narrow<Schemas["GoLiveResponse"], { state: "off" | "on" | "pausing" | "paused" }>;

export const stageNames: Record<Stage, string> = { finance: "Finance", technical: "Technical", executive: "Executive" };

export const decisionWords: Record<Decision["decision"], string> = { approved: "approved", changes_requested: "asked for changes", signed_off: "signed off" };

/** Where a stage stands, in a word: one that will never be reached says nothing of later. */
export function stageStateWords({ state }: Approval, stage: ApprovalStage): string {
  if (stage.state === "done") return "agreed";
  if (stage.state === "current") return "waits";
  return state === "in_review" ? "later" : "not reached";
}

/** `Finn Fees`, `two of Finn Fees, Fay Figures and Max Mean`. */
export function whoAgrees(stage: ApprovalStage, nameOf: (userId: string) => string): string {
  const names = (stage.state === "done" ? stage.approved : stage.approvers).map(nameOf);
  if (stage.state === "done" || stage.approvers.length <= 1) return names.join(", ");
  const agreed = stage.approved.length > 0 ? `; ${stage.approved.map(nameOf).join(", ")} agreed` : "";
  return `${stage.quorum === names.length ? "all" : stage.quorum} of ${names.join(", ")}${agreed}`;
}
