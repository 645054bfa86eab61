/** The months from one to another, both included, as `1997-01`; empty where the order is wrong, and at most ten years. */
export function monthRange(from: string, to: string): string[] {
  const [first, last] = [ordinal(from), ordinal(to)];
  if (first === null || last === null || last < first || last - first >= 120) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => text(first + at));
}

function ordinal(month: string): number | null {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : null;
}

function text(ordinal: number): string {
  return `${Math.floor(ordinal / 12)}-${String((ordinal % 12) + 1).padStart(2, "0")}`;
}
