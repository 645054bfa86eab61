import { api, type Page } from "@/lib/api";
import type { Receipt, ReceiptSummary } from "../model/receipt";

/** The bundle of the receipt that an epoch begins with; null where the log does not show it. */
export async function getLeafZero(epoch: number): Promise<string | null> {
  const { items } = await api<Page<ReceiptSummary>>("GET", "/receipts", { query: { kind: "epoch" } });
  const first = items.find((item) => item.epoch === epoch && item.index === 0);
  return first ? ((await api<Receipt>("GET", `/receipts/${encodeURIComponent(first.id)}`)).bundle ?? null) : null;
}
