import type { Calculation, Schedule } from "./value";

/** How periods of a schedule are named when they are asked for: months as `1997-01`, others by a day in them. */
export function periodRange(schedule: Schedule, from: string, to: string): string[] {
  return schedule === "monthly" ? monthRange(from, to) : dayRange(from, to, schedule === "weekly" ? 7 : 1);
}

/** The calculations that count: those that no newer one of them replaces. */
export function thatCount<T extends Pick<Calculation, "id" | "replaces">>(calculations: readonly T[]): T[] {
  const replaced = new Set(calculations.map((calculation) => calculation.replaces));
  return calculations.filter((calculation) => !replaced.has(calculation.id));
}

const mostPeriods = 400;
const day = 86_400_000;

/** The months from one to another, both included; empty where the order is wrong, and at most ten years. */
export function monthRange(from: string, to: string): string[] {
  const [first, last] = [ordinal(from), ordinal(to)];
  if (first === null || last === null || last < first || last - first >= 120) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => monthName(first + at));
}

function dayRange(from: string, to: string, step: number): string[] {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  if (Number.isNaN(first) || Number.isNaN(last) || last < first || (last - first) / day / step >= mostPeriods) return [];
  return Array.from({ length: Math.floor((last - first) / day / step) + 1 }, (_, at) => new Date(first + at * step * day).toISOString().slice(0, 10));
}

function ordinal(month: string): number | null {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : null;
}

function monthName(value: number): string {
  return `${Math.floor(value / 12)}-${String((value % 12) + 1).padStart(2, "0")}`;
}
