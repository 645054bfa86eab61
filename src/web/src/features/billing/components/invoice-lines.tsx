import { Link } from "@tanstack/react-router";
import { formatDate, formatDecimal, formatMinor, shorten } from "@/lib/format";
import type { Invoice, InvoiceLine } from "../model/billing";
import { groupLines, taxRate } from "../model/invoices";
import { SumRows, type SumRow } from "./sum-rows";

/** The lines by what they are for, and their sums. */
export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const { currency } = invoice;
  return (
    <div className="relative overflow-x-auto px-4 py-2" tabIndex={0} role="region" aria-label="Lines of the invoice">
      <table className="num w-full border-collapse">
        <caption className="sr-only">Lines of the invoice</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">For</th>
            <th scope="col">Amount</th>
          </tr>
        </thead>
        {groupLines(invoice.lines ?? []).map((group) => (
          <tbody key={group.kind}>
            <tr>
              <th scope="rowgroup" colSpan={2} className="pt-3 pb-1 text-left text-xs font-medium text-ink-3">
                {group.title}
              </th>
            </tr>
            {group.lines.map((line, index) => (
              <Line key={index} line={line} currency={currency} />
            ))}
          </tbody>
        ))}
        <tbody>
          <SumRows rows={sums(invoice)} currency={currency} />
        </tbody>
      </table>
    </div>
  );
}

function Line({ line, currency }: { line: InvoiceLine; currency: string }) {
  return (
    <tr className="border-t border-line-2">
      <td className="py-1.5 pr-3">
        {line.description}
        {line.quantity === null ? null : `: ${formatDecimal(line.quantity)}`}
        <span className="block text-sm text-ink-3">
          {formatDate(line.from)} to {formatDate(line.to)}
        </span>
        {line.receipts.length > 0 ? (
          <span className="block text-sm text-ink-3">
            Proven by{" "}
            {line.receipts.map((receipt, index) => (
              <span key={receipt}>
                {index > 0 ? ", " : ""}
                <Link to="/receipts/$id" params={{ id: receipt }} className="prose-link mono whitespace-nowrap">
                  {shorten(receipt)}
                </Link>
              </span>
            ))}
          </span>
        ) : null}
      </td>
      <td className="py-1.5 text-right align-top whitespace-nowrap">{formatMinor(line.amountMinor, currency)}</td>
    </tr>
  );
}

function sums(invoice: Invoice): SumRow[] {
  const rows: SumRow[] = [{ title: "Subtotal", minor: invoice.subtotalMinor }];
  if (invoice.discountMinor !== 0) rows.push({ title: "Discount", minor: -invoice.discountMinor });
  if (invoice.taxRatePpm !== 0) rows.push({ title: `Tax, ${taxRate(invoice.taxRatePpm)}`, minor: invoice.taxMinor });
  rows.push({ title: "Total", minor: invoice.totalMinor, strong: true });
  if (invoice.creditMinor > 0) rows.push({ title: "Paid by credit", minor: -invoice.creditMinor });
  if (invoice.creditMinor < 0) rows.push({ title: "Credited to later invoices", minor: -invoice.creditMinor });
  if (invoice.paidMinor !== 0) rows.push({ title: "Paid", minor: -invoice.paidMinor });
  if (invoice.creditedMinor !== 0) rows.push({ title: "Taken back by credit notes", minor: -invoice.creditedMinor });
  if (invoice.outstandingMinor !== 0) rows.push({ title: "To pay", minor: invoice.outstandingMinor, strong: true });
  return rows;
}
