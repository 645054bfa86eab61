import { z } from "zod";

const decimal = /^-?\d+(\.\d+)?$/;
const positive = z.string().trim().regex(/^\d+(\.\d+)?$/, "A plain number, not below zero.");
const optional = z.union([z.literal(""), positive], "A plain number, or nothing.").transform((value) => (value === "" ? null : value));

/** Graduated prices as they are typed: a line each, the bound and the price of a unit up to it. */
const tiers = z
  .string()
  .transform((text) => text.split("\n").map((line) => line.trim().split(/\s+/)).filter(([bound]) => bound !== ""))
  .pipe(z.array(z.tuple([positive, positive], "Each line has two plain numbers: the bound, and the price of a unit up to it.")).max(10, "At most ten tiers."))
  .refine((lines) => lines.every(([bound], i) => Number(bound) > Number(lines[i - 1]?.[0] ?? 0)), "Each bound is above the one before it.")
  .transform((lines): Tier[] => lines.map(([upTo, unitPrice]) => ({ upTo, unitPrice })));

export interface Tier {
  upTo: string;
  unitPrice: string;
}

export const tierLines = (list: readonly Tier[]): string => list.map((tier) => `${tier.upTo} ${tier.unitPrice}`).join("\n");

/** The fields of the form; amounts stay decimal strings from the key press to the ledger. */
export const definitionSchema = z
  .object({
    name: z.string().trim().min(1, "Name what is measured.").max(100, "At most 100 characters."),
    source: z.string().trim().regex(/^[a-z0-9-]{1,40}$/, "Small letters, digits and dashes, at most 40."),
    fields: z
      .string()
      .transform((text) => text.split(/[\s,]+/).filter((field) => field !== ""))
      .pipe(z.array(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/, "Field names have letters, digits and underscores.")).min(1, "Name at least one field of the data.")),
    formula: z.string().trim().min(1, "Say how the value is computed.").max(2000, "At most 2,000 characters."),
    baselineMethod: z.enum(["fixed", "mean", "median", "trailing", "previous"]),
    baseline: z.string().trim(),
    measure: z.string().trim().max(2000, "At most 2,000 characters."),
    baselineFrom: z.string(),
    baselineTo: z.string(),
    baselinePeriods: z.string().trim(),
    unitPrice: positive,
    tiers,
    share: positive.refine((value) => Number(value) > 0 && Number(value) <= 100, "Over 0 and at most 100."),
    minimumResult: optional,
    floor: optional,
    cap: optional,
    currency: z.string().length(3),
    schedule: z.enum(["hourly", "daily", "weekly", "monthly"]),
    startsOn: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "The day on which the first period begins."),
    timeZone: z.string().min(1),
  })
  .superRefine((form, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (form.baselineMethod === "fixed" && !decimal.test(form.baseline)) refuse("baseline", "A plain number such as 1250.50.");
    if (form.baselineMethod !== "fixed" && form.measure === "") refuse("measure", "Say what is measured, such as sum(amount).");
    if (form.baselineMethod === "trailing" && !(/^\d{1,3}$/.test(form.baselinePeriods) && Number(form.baselinePeriods) >= 2 && Number(form.baselinePeriods) <= 366)) refuse("baselinePeriods", "A whole number, 2 to 366.");
    const hasRange = form.baselineMethod === "mean" || form.baselineMethod === "median";
    if (hasRange && form.baselineFrom === "") refuse("baselineFrom", "The first day of the reference.");
    if (hasRange && form.baselineTo <= form.baselineFrom) refuse("baselineTo", "The day after its last: later than the first.");
  })
  .refine((form) => form.floor === null || form.cap === null || Number(form.floor) <= Number(form.cap), { path: ["floor"], message: "The floor is above the cap." });

export type DefinitionForm = z.output<typeof definitionSchema>;

export interface TermsRequest {
  currency: string;
  unitPrice: string;
  share: string;
  minimumResult: string | null;
  floor: string | null;
  cap: string | null;
  tiers: Tier[];
}

/** The terms as they stand in a form that may still be wrong; what is no amount yet is left out. */
export function draftTerms(form: Record<keyof TermsRequest, string>): TermsRequest {
  const amount = (text: string) => (positive.safeParse(text).success ? text.trim() : null);
  return {
    currency: form.currency,
    unitPrice: amount(form.unitPrice) ?? "1",
    share: shareFromPercent(amount(form.share) ?? "100"),
    minimumResult: amount(form.minimumResult),
    floor: amount(form.floor),
    cap: amount(form.cap),
    tiers: tiers.safeParse(form.tiers).data ?? [],
  };
}

/** `20` percent is the share `0.2`: moved by two places, never divided. */
export function shareFromPercent(percent: string): string {
  const [whole = "0", fraction = ""] = percent.split(".");
  const digits = whole.padStart(3, "0") + fraction;
  const cut = digits.length - fraction.length - 2;
  return trim(`${digits.slice(0, cut)}.${digits.slice(cut)}`);
}

/** The share `0.2` is `20` percent. */
export function percentFromShare(share: string): string {
  const [whole = "0", fraction = ""] = share.split(".");
  const padded = fraction.padEnd(2, "0");
  return trim(`${whole}${padded.slice(0, 2)}.${padded.slice(2)}`);
}

function trim(text: string): string {
  const [whole = "0", fraction = ""] = text.split(".");
  const kept = fraction.replace(/0+$/, "");
  const head = whole.replace(/^0+(?=\d)/, "") || "0";
  return kept ? `${head}.${kept}` : head;
}
