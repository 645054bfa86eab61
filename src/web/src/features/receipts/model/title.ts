import { formatDate, formatPeriod } from "@/lib/format";
import { kindName, type Receipt } from "./receipt";
import { isObject, type Json } from "./verify/canonical-json";
import { parseStatement } from "./verify/statement";

/** What a receipt is about, from what it states: `Monthly revenue, June 1998`, `Invoice INV-…-000001`. */
export function titleOf(receipt: Receipt): string {
  const statement = parseStatement(receipt.statement);
  const kind = kindName(receipt.kind);
  if (typeof statement === "string") return kind;
  if (receipt.kind === "invoice" || receipt.kind === "credit-note") return [kind, statement.body.number].filter((part) => typeof part === "string").join(" ");
  if (receipt.kind !== "calculation") return kind;
  const { metric, period } = statement.body;
  return [typeof metric === "string" ? metric : kind, periodName(period)].filter(Boolean).join(", ");
}

function periodName(period: Json | undefined): string {
  if (!isObject(period) || typeof period.from !== "string" || typeof period.to !== "string") return "";
  // A month begins at local midnight: the middle of the period lies in the month it is named after, in every zone.
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  const middle = new Date((from + to) / 2).toISOString();
  return (to - from) / 86_400_000 >= 27 ? formatPeriod(middle.slice(0, 7), "long") : formatDate(middle);
}
