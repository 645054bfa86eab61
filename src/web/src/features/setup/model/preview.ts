import type { MetricsConfig, Sample } from "./setup";

export interface PreviewRow {
  id: string;
  time: string | null;
  values: Record<string, string>;
  skipped: string | null;
}

type Mapping = Pick<MetricsConfig, "fields" | "timeField" | "where">;

const number = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** What the sample's rows become while the mapping is being made; the API decides by the same rules. */
export function preview(sample: Sample, mapping: Mapping): PreviewRow[] {
  return sample.rows.map((row) => {
    const skip = (why: string): PreviewRow => ({ id: row.id, time: null, values: {}, skipped: why });
    const unmet = mapping.where?.find((condition) => (row.values[condition.field] ?? "") !== condition.value);
    if (unmet) return skip(`${unmet.field} is not ${unmet.value}`);
    const time = mapping.timeField ? row.values[mapping.timeField] : row.time;
    if (time === undefined) return skip(`no ${mapping.timeField ?? "date"}`);
    if (Number.isNaN(Date.parse(time)) && !/^\d{12,13}$/.test(time)) return skip(`${mapping.timeField ?? "its date"} is not a date`);

    const values: Record<string, string> = {};
    for (const { from, to } of mapping.fields) {
      const text = row.values[from];
      if (text === undefined || text === "") continue;
      if (text === "true" || text === "false") values[to] = text === "true" ? "1" : "0";
      else if (number.test(text)) values[to] = text;
      else return skip(`${from} is not a number: ${text}`);
    }
    return Object.keys(values).length === 0 ? skip("no mapped field has a value") : { id: row.id, time, values, skipped: null };
  });
}

/** A name for formulas from the source's own: `hs_acv`, `Amount` → `amount`, `net.total` → `net_total`. */
export function nameFor(field: string): string {
  const name = field.replace(/[^a-zA-Z0-9_]+/g, "_").slice(0, 64);
  return (/^[a-zA-Z_]/.test(name) ? name : `f_${name}`).replace(/^[A-Z]/, (first) => first.toLowerCase());
}
