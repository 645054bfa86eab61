import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { statementText } from "@/testing/receipt-builder";
import { readCalculation } from "./calculation";
import type { JsonObject } from "./canonical-json";
import { formatDecimal } from "./decimal";
import { evaluate } from "./formula/evaluate";
import { FormulaProblem } from "./formula/formula-problem";
import { parseFormula } from "./formula/parser";
import { recomputeFee, recomputeResult } from "./recompute";
import { parseStatement } from "./statement";
import { feeInMinorUnits } from "./terms";

interface Golden {
  totals: JsonObject;
  formulas: { formula: string; variables: Record<string, string>; gives: string }[];
  fees: { result: string; terms: JsonObject; fee: string | null }[];
}

/** Made by the ledger's own code: UPDATE_GOLDEN=1 dotnet test tests/Artisan.Value.Tests */
const golden = JSON.parse(readFileSync(new URL("../../../../../../../tests/Golden/recomputing.json", import.meta.url), "utf8")) as Golden;

function calculation(change: JsonObject = {}) {
  const statement = parseStatement(statementText(undefined, change));
  return typeof statement === "string" ? null : readCalculation(statement.body);
}

/** The calculation, which is expected to be readable. */
function readable(change: JsonObject = {}) {
  const read = calculation(change);
  if (!read) throw new Error("The calculation cannot be read.");
  return read;
}

function given(text: string, values: Record<string, string>): string {
  const inputs = { hash: "b3f1", kind: "days", totals: golden.totals };
  const { variables, totals } = readable({ inputs, variables: values });
  try {
    const formula = parseFormula(text, new Set(variables.keys()));
    return formula.needsPoints ? "formula.points_needed" : formatDecimal(evaluate(formula.root, variables, totals));
  } catch (error) {
    if (error instanceof FormulaProblem) return error.code;
    throw error;
  }
}

describe("Recomputing in the browser", () => {
  it("gives what the ledger gives, digit by digit, and fails with the same codes", () => {
    expect(golden.formulas.length).toBeGreaterThan(1000);
    expect(golden.formulas.map(({ formula, variables }) => ({ formula, variables, gives: given(formula, variables) }))).toEqual(golden.formulas.map(({ formula, variables, gives }) => ({ formula, variables, gives })));
  });

  it("gives the ledger's fees, and none where the ledger finds none", () => {
    expect(golden.fees.length).toBeGreaterThan(90);
    const fees = golden.fees.map(({ result, terms }) => {
      const fee = { amount: "0", currency: terms.currency ?? null, minorUnits: "0" };
      const digits = Number(terms.minorUnitDigits);
      const read = readable({ result, terms, fee: { ...fee, amount: digits === 0 ? "0" : `0.${"0".repeat(digits)}` } });
      return feeInMinorUnits(read.result, read.terms)?.toString() ?? null;
    });
    expect(fees).toEqual(golden.fees.map(({ fee }) => fee));
  });

  it("finds a result that does not follow from the formula", () => {
    expect(recomputeResult(readable())).toEqual({ state: "passed", detail: "Computed again here from the stated formula and totals: 30458.21." });
    expect(recomputeResult(readable({ result: "30458.22" })).detail).toBe("The formula gives 30458.21, the receipt states 30458.22.");
    expect(recomputeResult(readable({ formula: "sum(amount) / (days - 31)", variables: { days: "31" } })).detail).toBe("The formula gives no result: it divides by zero (at character 16).");
    expect(recomputeFee(readable({ result: "30458.22" })).state).toBe("failed");
  });

  it("says where it cannot recompute, instead of passing", () => {
    expect(recomputeResult(readable({ formula: "sum(if(amount > 20, amount, 0))" })).state).toBe("not-recomputed");
  });

  it.each([
    ["another amount than the minor units", { fee: { amount: "94672.05", currency: "USD", minorUnits: "9467204" } }],
    ["another currency than the terms", { fee: { amount: "94672.04", currency: "EUR", minorUnits: "9467204" } }],
    ["a needless zero", { result: "30458.210" }],
    ["a member more", { note: "x" }],
    ["a variable that is no decimal", { variables: { baseline: "1e3" } }],
    ["a day that does not exist", { period: { from: "1998-02-30T00:00:00.0000000Z", timeZone: "UTC", to: "1998-07-01T00:00:00.0000000Z" } }],
    ["inputs of an unknown kind", { inputs: { hash: "b3f1", kind: "weeks", totals: { fields: {}, points: "0" } } }],
  ] as [string, JsonObject][])("does not read a body with %s", (_, change) => {
    expect(calculation(change)).toBeNull();
  });
});
