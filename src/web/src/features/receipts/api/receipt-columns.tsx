import { Link } from "@tanstack/react-router";
import { column } from "@/components/data-table/data-table";
import type { Calculation } from "@/features/value/api/list-calculations";
import { formatCount, formatMoney, formatPeriod, formatTime, shorten } from "@/lib/format";
import { ReceiptState } from "../components/receipt-state";
import { kindName, type ReceiptSummary } from "../model/receipt";

const none = <span className="text-ink-3">none</span>;

/** The columns of every list of receipts; what a calculation's receipt is about is told by the calculation, where it is at hand. */
export function receiptColumns(calculations: readonly Calculation[]) {
  const byReceipt = new Map(calculations.map((calculation) => [calculation.receiptId, calculation]));
  return [
    column<ReceiptSummary>("id", "Receipt", (row) => (
      <Link to="/receipts/$id" params={{ id: row.id }} className="link mono whitespace-nowrap">
        {shorten(row.id)}
      </Link>
    )),
    column<ReceiptSummary>("for", "For", (row) => byReceipt.get(row.id)?.definitionName ?? kindName(row.kind)),
    column<ReceiptSummary>("period", "Period", (row) => periodOf(byReceipt.get(row.id)), { from: "md", oneLine: true }),
    column<ReceiptSummary>("fee", "Fee", (row) => feeOf(byReceipt.get(row.id)), { align: "right", from: "sm" }),
    column<ReceiptSummary>("leaf", "Leaf", (row) => formatCount(row.index), { align: "right", from: "lg" }),
    column<ReceiptSummary>("issued", "Issued", (row) => formatTime(row.issuedAt), { from: "xl", oneLine: true }),
    column<ReceiptSummary>("proof", "Proof", (row) => <ReceiptState receipt={row} />),
  ];
}

function periodOf(calculation: Calculation | undefined) {
  return calculation ? formatPeriod(calculation.period) : none;
}

function feeOf(calculation: Calculation | undefined) {
  return calculation ? formatMoney(calculation.fee, calculation.currency) : none;
}
