import { formatDecimal, formatMoney } from "@/lib/format";
import { percentFromShare } from "../api/definition-schema";
import type { Terms } from "./value";

/** `20 % of the value, cap $5,000.00`. */
export function termsInWords(terms: Terms): string {
  const price = terms.unitPrice === "1" ? "" : ` at ${formatMoney(terms.unitPrice, terms.currency)} a unit`;
  const parts = [`${formatDecimal(percentFromShare(terms.share))} % of the value${price}`];
  if (terms.minimumResult) parts.push(`nothing below ${formatDecimal(terms.minimumResult)}`);
  if (terms.floor) parts.push(`floor ${formatMoney(terms.floor, terms.currency)}`);
  if (terms.cap) parts.push(`cap ${formatMoney(terms.cap, terms.currency)}`);
  return parts.join(", ");
}
