import { column, DataTable } from "@/components/data-table/data-table";
import { formatAmount, formatTime, plural } from "@/lib/format";
import type { PreviewRow } from "../model/preview";
import type { MetricsConfig } from "../model/setup";

interface PreviewTableProps {
  rows: PreviewRow[];
  fields: MetricsConfig["fields"];
}

/** What the sample's records become. */
export function PreviewTable({ rows, fields }: PreviewTableProps) {
  const counted = rows.filter((row) => row.skipped === null).length;
  const columns = [
    column<PreviewRow>("id", "Record", (row) => <span className="mono">{row.id}</span>),
    column<PreviewRow>("time", "Counts on", (row) => (row.time ? <span className="whitespace-nowrap">{formatTime(row.time)}</span> : <span className="text-ink-3">does not count: {row.skipped}</span>)),
    ...fields.map((field, at) => column<PreviewRow>(`${String(at)}-${field.to}`, field.to, (row) => (row.values[field.to] === undefined ? "" : shown(row.values[field.to] ?? "")), { align: "right" })),
  ];
  return (
    <section aria-label="Preview" className="rounded-control border border-line-2">
      <p className="border-b border-line-2 px-4 py-2 text-sm text-ink-2" role="status">
        {counted} of {plural(rows.length, "record")} of the sample {counted === 1 ? "becomes a data point" : "become data points"}
      </p>
      <DataTable caption="What the sample becomes" columns={columns} rows={rows} rowId={(row) => row.id} />
    </section>
  );
}

// An exponent is left as it came: the API writes it out.
function shown(value: string): string {
  return /[eE]/.test(value) ? value : formatAmount(value);
}
