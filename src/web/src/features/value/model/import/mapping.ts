import { mode, type Delimiter, type FileRecord } from "./records";
import { detectTimeFormat, mostFit, type TimeFormat } from "./times";

/** What a column becomes. */
export type Role = "time" | "id" | "field" | "ignore";

export interface ColumnMapping {
  role: Role;
  /** The field's name in formulas; used for role `field`. */
  field: string;
  /** What the column is called on screen. */
  title: string;
}

export interface Mapping {
  delimiter: Delimiter;
  hasHeader: boolean;
  timeFormat: TimeFormat;
  /** Where times without a zone of their own are from. */
  zone: string;
  decimalMark: "." | ",";
  columns: ColumnMapping[];
}

const decimal = /^-?\d+(?:\.\d+)?$/;
const commaDecimal = /^-?\d+(?:,\d+)?$/;

export function isDecimal(text: string, mark: "." | ","): boolean {
  return (mark === "," ? commaDecimal : decimal).test(text);
}

/** A name that a formula can use: letters, digits and underscores, not beginning with a digit. */
export function fieldName(title: string, at: number): string {
  const name = title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
  return /^[a-z]/.test(name) ? name.slice(0, 50) : `column_${at + 1}`;
}

/** Guesses what the columns mean from the first records; every guess can be changed by hand. */
export function guessMapping(records: readonly FileRecord[], delimiter: Delimiter, zone = "UTC"): Mapping {
  const width = mode(records.map((record) => record.cells.length));
  const whole = records.filter((record) => record.cells.length === width);
  const [first, ...others] = whole;
  const hasHeader = first !== undefined && others.length > 0 && looksLikeHeader(first, others);
  const rows = hasHeader ? others : whole;
  const decimalMark = delimiter !== "," && rows.some((row) => row.cells.some((cell) => /^-?\d+,\d+$/.test(cell))) ? "," : ".";
  const titles = Array.from({ length: width }, (_, at) => (hasHeader ? (first?.cells[at] ?? "") : "") || `Column ${at + 1}`);

  const formats = titles.map((_, at) => detectTimeFormat(valuesOf(rows, at)));
  const timeAt = bestTimeColumn(titles, formats);
  const columns = titles.map((title, at): ColumnMapping => {
    const values = valuesOf(rows, at);
    const numeric = values.length > 0 && values.filter((value) => isDecimal(value, decimalMark)).length / values.length >= mostFit;
    const role: Role = at === timeAt ? "time" : isIdTitle(title) && new Set(values).size === values.length ? "id" : numeric && !looksLikeCode(values) ? "field" : "ignore";
    return { role, field: fieldName(title, at), title };
  });
  return { delimiter, hasHeader, timeFormat: formats[timeAt] ?? "iso", zone, decimalMark, columns };
}

function looksLikeHeader(first: FileRecord, others: readonly FileRecord[]): boolean {
  return first.cells.some((cell, at) => cell !== "" && !/\d/.test(cell) && others.some((row) => /\d/.test(row.cells[at] ?? ""))) && first.cells.every((cell) => !decimal.test(cell));
}

function bestTimeColumn(titles: readonly string[], formats: readonly (TimeFormat | null)[]): number {
  const named = formats.findIndex((format, at) => format !== null && /date|time|day|when|created/i.test(titles[at] ?? ""));
  if (named >= 0) return named;
  const plain = formats.findIndex((format) => format !== null && !format.startsWith("unix"));
  return plain >= 0 ? plain : formats.findIndex((format) => format !== null);
}

function isIdTitle(title: string): boolean {
  return /^(id|uuid|event.?id|order.?id|transaction.?id|invoice.?id)$/i.test(title.trim());
}

/** Numbers with leading zeros are names, not amounts. */
function looksLikeCode(values: readonly string[]): boolean {
  return values.some((value) => /^0\d/.test(value));
}

function valuesOf(rows: readonly FileRecord[], at: number): string[] {
  return rows.map((row) => row.cells[at] ?? "").filter((value) => value !== "");
}

/** What keeps the import from starting; empty when it may. */
export function mappingProblems(mapping: Mapping): string[] {
  const problems: string[] = [];
  const fields = mapping.columns.filter((column) => column.role === "field").map((column) => column.field);
  if (mapping.columns.filter((column) => column.role === "time").length !== 1) problems.push("Choose exactly one column as the time.");
  if (mapping.columns.filter((column) => column.role === "id").length > 1) problems.push("At most one column can be the id.");
  if (fields.length === 0) problems.push("Choose at least one column with a number that formulas can use.");
  if (new Set(fields).size < fields.length) problems.push("Two columns have the same field name.");
  const bad = fields.find((field) => !/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/.test(field));
  if (bad !== undefined) problems.push(`“${bad}” is no field name: begin with a letter, then letters, digits and underscores.`);
  return problems;
}
