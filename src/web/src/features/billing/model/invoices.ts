import type { TagTone } from "@/components/ui/tag";
import type { InvoiceLine, InvoiceStatus, LineKind } from "./billing";

export const statusTones: Record<InvoiceStatus, TagTone> = { draft: "neutral", open: "warn", paid: "good", void: "neutral", uncollectible: "bad" };

const kindTitles: readonly (readonly [LineKind, string])[] = [
  ["plan", "Plan"],
  ["proration", "Change of plan"],
  ["overage", "Usage beyond the plan"],
  ["late_usage", "Late usage of earlier periods"],
  ["value", "Value fees"],
  ["other", "Other"],
];

export interface LineGroup {
  kind: LineKind;
  title: string;
  lines: InvoiceLine[];
}

/** Lines by what they are for, in the order of a bill. */
export function groupLines(lines: readonly InvoiceLine[]): LineGroup[] {
  return kindTitles
    .map(([kind, title]) => ({ kind, title, lines: lines.filter((line) => line.kind === kind) }))
    .filter((group) => group.lines.length > 0);
}

export interface Sums {
  subtotal: number;
  discount: number;
  tax: number;
  total: number;
}

/** Sums of minor units, which are integers. */
export function sumLines(lines: readonly InvoiceLine[]): Sums {
  const sum = (part: (line: InvoiceLine) => number) => lines.reduce((total, line) => total + part(line), 0);
  const [subtotal, discount, tax] = [sum((line) => line.amountMinor), sum((line) => line.discountMinor), sum((line) => line.taxMinor)];
  return { subtotal, discount, tax, total: subtotal - discount + tax };
}

/** A rate in millionths as a percentage. */
export function taxRate(ppm: number): string {
  return `${String(ppm / 10_000)} %`;
}
