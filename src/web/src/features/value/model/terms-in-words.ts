import { formatAmount, formatCount, formatDate, formatDecimal, formatMoney } from "@/lib/format";
import { percentFromShare } from "../api/definition-schema";
import type { DefinitionVersion, Terms } from "./value";

/** `20 % of the value, cap $5,000.00`. */
export function termsInWords(terms: Terms): string {
  const price = terms.unitPrice === "1" ? "" : ` at ${formatMoney(terms.unitPrice, terms.currency)} a unit`;
  const parts = [`${formatDecimal(percentFromShare(terms.share))} % of the value${price}`];
  const from = terms.tiers.map((tier) => `up to ${formatDecimal(tier.upTo)} at ${formatMoney(tier.unitPrice, terms.currency)} a unit`);
  if (from.length > 0) parts[0] = `${formatDecimal(percentFromShare(terms.share))} % of the value, ${from.join(", ")}, beyond that at ${formatMoney(terms.unitPrice, terms.currency)}`;
  if (terms.minimumResult) parts.push(`nothing below ${formatDecimal(terms.minimumResult)}`);
  if (terms.floor) parts.push(`floor ${formatMoney(terms.floor, terms.currency)}`);
  if (terms.cap) parts.push(`cap ${formatMoney(terms.cap, terms.currency)}`);
  return parts.join(", ");
}

/** `25,724.60 per period`, or how it is measured. */
export function baselineInWords({ baseline, baselineFrom }: DefinitionVersion): string {
  if (!baselineFrom) return `${formatAmount(baseline)} per period`;
  if (baselineFrom.method === "previous") return `${baselineFrom.measure} of the period before`;
  if (baselineFrom.method === "trailing") return `the mean of ${baselineFrom.measure} over the ${formatCount(baselineFrom.periods ?? 0)} periods before`;
  const range = baselineFrom.from && baselineFrom.to ? ` from ${formatDate(baselineFrom.from)} up to ${formatDate(baselineFrom.to)}` : "";
  return `the ${baselineFrom.method} of ${baselineFrom.measure} over the periods${range}`;
}
