import type { Narrow, Schemas } from "@/lib/api-schemas";

export type Stage = "finance" | "technical" | "executive";
export type ApprovalState = "in_review" | "changes_requested" | "signed_off" | "expired";
export type ApprovalStage = Narrow<Schemas["ApprovalStageResponse"], { stage: Stage; state: "waiting" | "current" | "done" }>;
export type Decision = Narrow<Schemas["DecisionResponse"], { stage: Stage; decision: "approved" | "changes_requested" | "signed_off" }>;
export type Approval = Narrow<Schemas["ApprovalResponse"], { state: ApprovalState; stage: Stage | null; stages: ApprovalStage[]; decisions: Decision[] }>;
export type GoLive = Narrow<Schemas["GoLiveResponse"], { state: "off" | "on" | "pausing" | "paused" }>;

export const stageNames: Record<Stage, string> = { finance: "Finance", technical: "Technical", executive: "Executive" };

export const decisionWords: Record<Decision["decision"], string> = { approved: "approved", changes_requested: "asked for changes", signed_off: "signed off" };
