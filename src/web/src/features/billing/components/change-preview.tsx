import { formatDate, formatMinor } from "@/lib/format";
import type { Preview } from "../model/billing";
import { sumLines } from "../model/invoices";
import { SumRows } from "./sum-rows";

/** Credits and debits of a change, what is due now, and what comes next. */
export function ChangePreview({ preview }: { preview: Preview }) {
  const { lines, currency, dueNowMinor, nextInvoiceAt, at } = preview;
  if (lines.length === 0) return <p>Nothing is due now. When the period has ended only usage beyond the plan is billed, if there was any.</p>;
  const { discount, tax, total } = sumLines(lines);
  const isNow = nextInvoiceAt === null || Date.parse(at) < Date.parse(nextInvoiceAt);
  const credit = isNow ? total - dueNowMinor : 0;
  const rows = [
    ...(discount === 0 ? [] : [{ title: "Discount", minor: -discount }]),
    ...(tax === 0 ? [] : [{ title: "Tax", minor: tax }]),
    ...(isNow ? [] : [{ title: `Due on ${formatDate(at)}`, minor: total }]),
    ...(credit > 0 ? [{ title: "Paid by credit", minor: -credit }] : []),
    ...(credit < 0 ? [{ title: "Credited to later invoices", minor: -credit }] : []),
    { title: "Due now", minor: dueNowMinor, strong: true },
  ];
  return (
    <div className="num">
      <table className="w-full border-collapse">
        <caption className="pb-1.5 text-left text-sm text-ink-3">{isNow ? "What is billed now" : "What is billed then"}</caption>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index} className="border-t border-line-2">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                {line.description}
                <span className="block text-sm text-ink-3">
                  {formatDate(line.from)} to {formatDate(line.to)}
                </span>
              </th>
              <td className="py-1.5 text-right align-top whitespace-nowrap">{formatMinor(line.amountMinor, currency)}</td>
            </tr>
          ))}
          <SumRows rows={rows} currency={currency} />
        </tbody>
      </table>
      {nextInvoiceAt && isNow ? <p className="mt-1 text-sm text-ink-3">The next regular invoice comes on {formatDate(nextInvoiceAt)}.</p> : null}
    </div>
  );
}
