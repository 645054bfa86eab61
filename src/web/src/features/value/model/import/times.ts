import { zonedInstant } from "./zoned";

export type TimeFormat = "iso" | "yyyymmdd" | "d/m/y" | "m/d/y" | "unix-s" | "unix-ms";

export const timeFormats: Record<TimeFormat, string> = {
  iso: "1998-06-30 or 1998-06-30T12:00:00Z",
  yyyymmdd: "19980630",
  "d/m/y": "30/06/1998 (day first)",
  "m/d/y": "06/30/1998 (month first)",
  "unix-s": "Unix seconds",
  "unix-ms": "Unix milliseconds",
};

const firstYear = 1970;
const lastYear = 2099;

/** An instant as ISO text in UTC, or null. What has no zone of its own is local time of `zone`; a date is its midnight; 31 February is no date. */
export function parseTime(text: string, format: TimeFormat, zone = "UTC"): string | null {
  switch (format) {
    case "iso": {
      const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,7})?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text);
      if (!match) return null;
      const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
      if (!isDate(year, month, date) || hour > 23 || minute > 59 || second > 59) return null;
      return match[7] ? instant(Date.parse(text.replace(" ", "T"))) : instant(zonedInstant(Date.UTC(year, month - 1, date, hour, minute, second), zone));
    }
    case "yyyymmdd": {
      const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
      return match ? midnight(Number(match[1]), Number(match[2]), Number(match[3]), zone) : null;
    }
    case "d/m/y":
    case "m/d/y": {
      const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
      if (!match) return null;
      const [first, second, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
      return format === "d/m/y" ? midnight(year, second, first, zone) : midnight(year, first, second, zone);
    }
    case "unix-s":
      return /^\d{9,10}$/.test(text) ? instant(Number(text) * 1000) : null;
    case "unix-ms":
      return /^\d{12,13}$/.test(text) ? instant(Number(text)) : null;
  }
}

/** Files hold corrupt lines: a guess holds if nine of ten values fit. */
export const mostFit = 0.9;

/** The format that reads most values; null where none reads enough of them. */
export function detectTimeFormat(values: readonly string[]): TimeFormat | null {
  if (values.length === 0) return null;
  const formats = Object.keys(timeFormats) as TimeFormat[];
  const shares = formats.map((format) => ({ format, share: values.filter((value) => parseTime(value, format) !== null).length / values.length }));
  const best = shares.reduce((a, b) => (b.share > a.share ? b : a));
  return best.share >= mostFit ? best.format : null;
}

function isDate(year: number, month: number, date: number): boolean {
  const time = new Date(Date.UTC(year, month - 1, date));
  return time.getUTCMonth() === month - 1 && time.getUTCDate() === date;
}

function midnight(year: number, month: number, date: number, zone: string): string | null {
  return isDate(year, month, date) ? instant(zonedInstant(Date.UTC(year, month - 1, date), zone)) : null;
}

function instant(time: number): string | null {
  if (!Number.isFinite(time)) return null;
  const date = new Date(time);
  return date.getUTCFullYear() >= firstYear && date.getUTCFullYear() <= lastYear ? date.toISOString() : null;
}
