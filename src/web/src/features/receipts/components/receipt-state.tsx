import { Tag } from "@/components/ui/tag";
import type { ReceiptSummary } from "../model/receipt";

export function ReceiptState({ receipt }: { receipt: ReceiptSummary }) {
  if (receipt.state === "pending") return <Tag tone="warn">pending, next checkpoint soon</Tag>;
  return <Tag tone="good">in a signed checkpoint</Tag>;
}
