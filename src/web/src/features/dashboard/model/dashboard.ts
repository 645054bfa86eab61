import type { Narrow, Schemas } from "@/lib/api-schemas";
import { addDecimals } from "@/lib/format";

export type DefinitionValue = Schemas["DefinitionValue"];
export type ValuePeriod = Schemas["ValuePeriod"];
export type AlertItem = Narrow<Schemas["AlertItem"], { severity: "info" | "warning" | "critical" }>;
export type Dashboard = Narrow<Schemas["DashboardResponse"], { alerts: Narrow<Schemas["AlertsGlance"], { newest: AlertItem[] }> }>;

export interface LatestPeriod {
  period: string;
  value: string;
  fee: string;
  currency: string;
}

/**
 * The newest month where months are measured, else the newest period, and exact sums of value and fee over the definitions that have it.
 * A day or a week beside months is not what a month was worth. Amounts of different currencies are not added up: the first speaks.
 */
export function latestPeriod(definitions: readonly DefinitionValue[]): LatestPeriod | null {
  const newest = definitions.flatMap((definition) => definition.periods.slice(-1).map((period) => ({ ...period, currency: definition.currency }))).sort((a, b) => b.from.localeCompare(a.from));
  const first = newest.find(({ period }) => /^\d{4}-\d{2}$/.test(period)) ?? newest[0];
  if (!first) return null;
  const same = newest.filter((entry) => entry.period === first.period && entry.currency === first.currency);
  return { period: first.period, currency: first.currency, value: addDecimals(same.map((entry) => entry.result)), fee: addDecimals(same.map((entry) => entry.fee)) };
}
