/** How a file separates its columns. `blanks` means any run of blanks or tabs, with blanks at the ends of a line ignored. */
export type Delimiter = "," | ";" | "\t" | "|" | "blanks";

export interface FileRecord {
  /** The line it begins on, from 1. */
  line: number;
  cells: string[];
  raw: string;
}

/** Longer records are cut loose instead of growing without end behind an unclosed quote. */
const maxRecordLength = 100_000;

/** Splits text that arrives in pieces into records; quoted cells may hold delimiters, line ends and doubled quotes. */
export class RecordReader {
  private rest = "";
  private line = 1;
  private readonly delimiter: Delimiter;

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter;
  }

  /** The records that are complete after this piece. */
  read(piece: string, isLast: boolean): FileRecord[] {
    const text = this.rest + piece;
    const records: FileRecord[] = [];
    let start = 0;
    for (;;) {
      const end = this.endOfRecord(text, start, isLast);
      if (end < 0) break;
      this.add(records, text.slice(start, end));
      start = end + 1;
    }
    this.rest = text.slice(start);
    if (isLast && this.rest !== "") {
      this.add(records, this.rest);
      this.rest = "";
    }
    return records;
  }

  private add(records: FileRecord[], text: string): void {
    const raw = text.endsWith("\r") ? text.slice(0, -1) : text;
    if (raw.trim() !== "") records.push({ line: this.line, cells: splitRecord(raw, this.delimiter), raw });
    this.line += 1;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.line += 1;
  }

  private endOfRecord(text: string, start: number, isLast: boolean): number {
    const first = text.indexOf("\n", start);
    if (first < 0 || this.delimiter === "blanks") return first;
    for (let end = first; ; end = text.indexOf("\n", end + 1)) {
      if (end < 0) return isLast || text.length - start > maxRecordLength ? first : -1;
      if (hasClosedQuotes(text, start, end)) return end;
      if (end - start > maxRecordLength) return first;
    }
  }
}

function hasClosedQuotes(text: string, start: number, end: number): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"', start); at >= 0 && at < end; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 0;
}

export function splitRecord(record: string, delimiter: Delimiter): string[] {
  if (delimiter === "blanks") return record.trim().split(/\s+/);
  if (!record.includes('"')) return record.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < record.length; at += 1) {
    const char = record.charAt(at);
    if (char === '"' && quoted && record[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"' && (quoted || cell.trim() === "")) {
      quoted = !quoted;
    } else if (char === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else {
      cell += char;
    }
  }
  cells.push(cell.trim());
  return cells;
}

const candidates: Delimiter[] = ["\t", ";", "|", ",", "blanks"];

/** The delimiter that cuts most of the first lines into the same number of columns; ties go to the rarer character. */
export function detectDelimiter(sample: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of candidates) {
    const counts = new RecordReader(delimiter).read(sample, true).slice(0, 50).map((record) => record.cells.length);
    const usual = mode(counts);
    if (usual < 2) continue;
    const share = counts.filter((count) => count === usual).length / counts.length;
    // Free text is full of blanks: they count only where they cut every line alike.
    const score = delimiter === "blanks" && share < 0.95 ? 0 : share;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

export function mode(values: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
