import type { ImportedPoint } from "../value";
import { isDecimal, type Mapping } from "./mapping";
import type { FileRecord } from "./records";
import { parseTime } from "./times";

/** A point, or why the line is none. */
export type PointOrProblem = { point: ImportedPoint } | { problem: string };

/** Turns records into data points. Without an id column a row's own content names it, so that importing a file twice counts once. */
export class PointMaker {
  private readonly seen = new Map<string, number>();
  private readonly source: string;
  private readonly mapping: Mapping;

  constructor(source: string, mapping: Mapping) {
    this.source = source;
    this.mapping = mapping;
  }

  make(record: FileRecord): PointOrProblem {
    const { columns, timeFormat, zone, decimalMark } = this.mapping;
    if (record.cells.length !== columns.length) return { problem: `has ${record.cells.length} columns, not ${columns.length}` };
    const fields: Record<string, string> = {};
    let time: string | null = null;
    let id: string | null = null;
    for (const [at, column] of columns.entries()) {
      const cell = record.cells[at] ?? "";
      if (column.role === "time") {
        time = parseTime(cell, timeFormat, zone);
        if (time === null) return { problem: `“${cut(cell)}” is not a time of the chosen form` };
      } else if (column.role === "id") {
        if (cell === "") return { problem: "has no id" };
        id = cell;
      } else if (column.role === "field" && cell !== "") {
        if (!isDecimal(cell, decimalMark)) return { problem: `“${cut(cell)}” in ${column.title} is not a number` };
        fields[column.field] = decimalMark === "," ? cell.replace(",", ".") : cell;
      }
    }
    if (time === null) return { problem: "has no time" };
    if (Object.keys(fields).length === 0) return { problem: "has no number" };
    return { point: { source: this.source, id: id ?? this.nameOf(record), time, fields } };
  }

  private nameOf(record: FileRecord): string {
    const content = contentName(record.cells.join("\u001f"));
    const nth = (this.seen.get(content) ?? 0) + 1;
    this.seen.set(content, nth);
    return nth === 1 ? content : `${content}-${nth}`;
  }
}

function cut(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}

/** 106 bits of a row's content: two runs of a mixing hash (no secret, only a name). */
export function contentName(text: string): string {
  return `row-${mix(text, 0x9e3779b9)}${mix(text, 0x7f4a7c15)}`;
}

function mix(text: string, seed: number): string {
  let [a, b] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36).padStart(11, "0");
}
