import { Tag } from "@/components/ui/tag";
import type { ReceiptSummary } from "../model/receipt";

export function ReceiptState({ receipt }: { receipt: ReceiptSummary }) {
  if (receipt.state === "pending") {
    return (
      <Tag tone="warn">
        pending<span className="max-sm:hidden">, next checkpoint soon</span>
      </Tag>
    );
  }
  return (
    <Tag tone="good">
      <span className="max-sm:hidden">in a signed checkpoint</span>
      <span className="sm:hidden">signed</span>
    </Tag>
  );
}
