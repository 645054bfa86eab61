import { column, DataTable } from "@/components/data-table/data-table";
import { formatTime } from "@/lib/format";
import type { Sample } from "../model/setup";

type Row = Sample["rows"][number];

const most = 12;

/** A few records as the source has them. */
export function SampleTable({ sample }: { sample: Sample }) {
  const fields = sample.fields.slice(0, most);
  const columns = [
    column<Row>("id", "Record", (row) => <span className="mono">{row.id}</span>),
    column<Row>("time", "Date", (row) => <span className="whitespace-nowrap">{formatTime(row.time)}</span>),
    ...fields.map((field) => column<Row>(field.name, field.name, (row) => <span className="whitespace-nowrap">{row.values[field.name] ?? ""}</span>, field.isNumber ? { align: "right" } : {})),
  ];
  return (
    <div className="rounded-control border border-line-2">
      <DataTable caption="Sample of the source" columns={columns} rows={sample.rows} rowId={(row) => row.id} />
      {sample.fields.length > most ? <p className="border-t border-line-2 px-4 py-2 text-sm text-ink-3">and {sample.fields.length - most} more fields, to be mapped in the next step</p> : null}
    </div>
  );
}
