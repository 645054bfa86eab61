import { compare, formatDecimal } from "./decimal";
import type { Calculation } from "./calculation";
import { evaluate } from "./formula/evaluate";
import { FormulaProblem } from "./formula/formula-problem";
import { parseFormula } from "./formula/parser";
import { feeInMinorUnits } from "./terms";

export interface Recomputed {
  state: "passed" | "failed" | "not-recomputed";
  detail: string;
}

/** Calculates the result again from the formula, the variables and the totals, where these are enough. */
export function recomputeResult({ formula: text, variables, totals, result }: Calculation): Recomputed {
  try {
    const formula = parseFormula(text, new Set(variables.keys()));
    if (formula.needsPoints) {
      return { state: "not-recomputed", detail: "Not recomputed: the formula looks at single points, and the receipt holds only their hash. Whoever has the points can compute both." };
    }
    const computed = evaluate(formula.root, variables, totals);
    return compare(computed, result) === 0
      ? { state: "passed", detail: `Computed again here from the stated formula and totals: ${formatDecimal(computed)}.` }
      : { state: "failed", detail: `The formula gives ${formatDecimal(computed)}, the receipt states ${formatDecimal(result)}.` };
  } catch (error) {
    if (error instanceof FormulaProblem) return { state: "failed", detail: `The formula gives no result: ${error.message}.` };
    throw error;
  }
}

/** Calculates the fee again from the stated result and terms. */
export function recomputeFee({ result, terms, fee }: Calculation): Recomputed {
  const expected = feeInMinorUnits(result, terms);
  if (expected === null) return { state: "failed", detail: "The terms give no fee." };
  return expected === fee
    ? { state: "passed", detail: "The fee follows from the stated result and terms." }
    : { state: "failed", detail: `The terms give ${expected} minor units, the receipt states ${fee}.` };
}
