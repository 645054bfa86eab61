import { Link } from "@tanstack/react-router";
import { column } from "@/components/data-table/data-table";
import { formatDecimal, formatMoney, formatPeriod, formatTime, shorten } from "@/lib/format";
import { ReceiptState } from "../components/receipt-state";
import { kindWords, type ReceiptSummary } from "../model/receipt";

const none = <span className="text-ink-3">none</span>;

/** The columns of every list of receipts. */
export const receiptColumns = [
  column<ReceiptSummary>("id", "Receipt", (row) => (
    <Link to="/receipts/$id" params={{ id: row.id }} className="link mono whitespace-nowrap">
      {shorten(row.id)}
    </Link>
  )),
  column<ReceiptSummary>("for", "For", (row) => row.title || (kindWords[row.kind] ?? row.kind)),
  column<ReceiptSummary>("period", "Period", (row) => (row.period ? formatPeriod(row.period) : formatTime(row.issuedAt)), { from: "md" }),
  column<ReceiptSummary>("value", "Value", (row) => (row.value === null ? none : formatDecimal(row.value, { minDigits: 2, maxDigits: 6 })), { align: "right", from: "lg" }),
  column<ReceiptSummary>("fee", "Fee", (row) => (row.fee === null || row.currency === null ? none : formatMoney(row.fee, row.currency)), { align: "right", from: "sm" }),
  column<ReceiptSummary>("proof", "Proof", (row) => <ReceiptState receipt={row} />, { from: "sm" }),
];
