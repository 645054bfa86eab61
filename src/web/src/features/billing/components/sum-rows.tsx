import { formatMinor } from "@/lib/format";
import type { ReactNode } from "react";

export interface SumRow {
  title: string;
  minor: number;
  /** The figure that counts. */
  strong?: boolean;
}

/** The end of a bill: sums below its lines. */
export function SumRows({ rows, currency, span = 1 }: { rows: readonly SumRow[]; currency: string; span?: number }): ReactNode {
  return rows.map((row) => (
    <tr key={row.title} className={row.strong ? "border-t border-line-strong font-semibold" : "border-t border-line-2 text-ink-2"}>
      <th scope="row" colSpan={span} className="py-1.5 pr-3 text-left font-[inherit]">
        {row.title}
      </th>
      <td className="py-1.5 text-right whitespace-nowrap">{formatMinor(row.minor, currency)}</td>
    </tr>
  ));
}
