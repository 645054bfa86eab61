import type { Member } from "@/features/workspaces/api/list-members";
import type { Approval, ApprovalStage } from "./approval";

export interface Candidate {
  id: string;
  name: string;
  /** Why he cannot be chosen, or cannot be left out; empty where both are free. */
  fixed: string;
  /** Whether he has agreed already, and so stays. */
  agreed: boolean;
}

/** Everybody who wears the hat of a stage: who decides it, who could, and who cannot and why. */
export function candidatesFor(approval: Approval, stage: ApprovalStage, members: readonly Member[]): Candidate[] {
  const elsewhere = new Set(approval.stages.filter((other) => other.stage !== stage.stage).flatMap((other) => other.approved));
  return members
    .filter((member) => member.hats.includes(stage.stage))
    .map(({ id, name }) => {
      if (stage.approved.includes(id)) return { id, name, fixed: "Has agreed already.", agreed: true };
      if (approval.authors.includes(id)) return { id, name, fixed: "Wrote or submitted the definition.", agreed: false };
      if (elsewhere.has(id)) return { id, name, fixed: "Has decided another stage.", agreed: false };
      return { id, name, fixed: "", agreed: false };
    });
}
