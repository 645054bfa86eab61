import { cx } from "@/lib/cx";
import { formatMinor } from "@/lib/format";

export interface SumRow {
  title: string;
  minor: number;
  /** The figure that counts. */
  strong?: boolean;
}

/** The end of a bill: sums below its lines. */
export function SumRows({ rows, currency }: { rows: readonly SumRow[]; currency: string }) {
  return rows.map((row) => (
    <tr key={row.title} className={row.strong ? "border-t border-line-strong font-semibold" : "border-t border-line-2 text-ink-2"}>
      <th scope="row" className={cx("py-1.5 pr-3 text-left", row.strong ? "font-semibold" : "font-normal")}>
        {row.title}
      </th>
      <td className="py-1.5 text-right whitespace-nowrap">{formatMinor(row.minor, currency)}</td>
    </tr>
  ));
}
