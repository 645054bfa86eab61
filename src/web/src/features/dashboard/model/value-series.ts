import type { Calculation } from "@/features/value/api/list-calculations";
import { addDecimals } from "@/lib/format";

export interface PeriodValue {
  period: string;
  measured: string;
  baseline: string | null;
  fee: string;
}

/** What counts: calculations that no later one replaces. */
export function currentOnes(calculations: readonly Calculation[]): Calculation[] {
  return calculations.filter((calculation) => !calculation.supersededBy);
}

/** The definition that most of the newest calculations are of: the one the chart follows. */
export function mainDefinition(calculations: readonly Calculation[]): string | null {
  const counts = new Map<string, number>();
  for (const calculation of calculations) counts.set(calculation.definitionId, (counts.get(calculation.definitionId) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** One entry a period, oldest first. The measured figure is the sum of the first field where there is one, else the result. */
export function valueSeries(calculations: readonly Calculation[], definitionId: string): PeriodValue[] {
  return currentOnes(calculations)
    .filter((calculation) => calculation.definitionId === definitionId)
    .map((calculation) => ({ period: calculation.period, measured: measured(calculation), baseline: calculation.variables.baseline ?? null, fee: calculation.fee }))
    .sort((a, b) => a.period.localeCompare(b.period));
}

function measured(calculation: Calculation): string {
  const named = /\bsum\(\s*([A-Za-z_]\w*)\s*\)/.exec(calculation.formula)?.[1];
  return (named ? calculation.totals[named]?.sum : undefined) ?? calculation.result;
}

/** The newest period, and exact sums of value and fee over its calculations. */
export function latestPeriod(calculations: readonly Calculation[]): { period: string; value: string; fee: string; currency: string } | null {
  const current = currentOnes(calculations);
  const period = current.map((calculation) => calculation.period).sort().at(-1);
  if (period === undefined) return null;
  const own = current.filter((calculation) => calculation.period === period);
  const currency = own[0]?.currency ?? "USD";
  // Amounts of different currencies are not added up: the first currency speaks.
  const same = own.filter((calculation) => calculation.currency === currency);
  return { period, value: addDecimals(same.map((calculation) => calculation.result)), fee: addDecimals(same.map((calculation) => calculation.fee)), currency };
}
