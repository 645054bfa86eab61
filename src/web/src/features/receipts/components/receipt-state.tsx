import { Tag } from "@/components/ui/tag";
import { formatCount } from "@/lib/format";
import type { ReceiptSummary } from "../model/receipt";

export function ReceiptState({ receipt }: { receipt: ReceiptSummary }) {
  if (receipt.state === "pending") return <Tag tone="warn">pending, next checkpoint soon</Tag>;
  return <Tag tone="good">{receipt.checkpointSize === null ? "in a signed checkpoint" : `in checkpoint ${formatCount(receipt.checkpointSize)}`}</Tag>;
}
