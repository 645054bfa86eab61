import { Tag } from "@/components/ui/tag";
import { stageNames, type Approval } from "../model/approval";

export function ApprovalTag({ approval }: { approval: Approval }) {
  if (approval.yourTurn) return <Tag tone="accent">your turn</Tag>;
  if (approval.state === "in_review") return <Tag tone="warn">{approval.stage ? `waits for ${stageNames[approval.stage].toLowerCase()}` : "in review"}</Tag>;
  if (approval.state === "changes_requested") return <Tag tone="warn">changes requested</Tag>;
  return approval.state === "signed_off" ? <Tag tone="good">signed off</Tag> : <Tag>{approval.state}</Tag>;
}
