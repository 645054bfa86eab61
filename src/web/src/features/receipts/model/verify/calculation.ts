import { hasExactly, isObject, type Json, type JsonObject } from "./canonical-json";
import { formatDecimal, parseDecimal, type Decimal } from "./decimal";
import type { FieldTotals, Totals } from "./formula/evaluate";
import { isInstant } from "./instant";
import { feeAmount, type Terms, type Tier } from "./terms";

/** What the receipt of a calculation states and this page can compute again. */
export interface Calculation {
  formula: string;
  variables: ReadonlyMap<string, Decimal>;
  totals: Totals;
  result: Decimal;
  terms: Terms;
  fee: bigint;
}

const members = ["billable", "calculation", "definition", "fee", "formula", "inputs", "metric", "period", "replaces", "result", "source", "terms", "variables"];
const mostWhole = 2n ** 63n - 1n;

/** Thrown within this file where a member is missing, of the wrong type, unknown or spelled in another way. */
class Unreadable extends Error {}

/** Reads the body of a calculation; null where it is not exactly of the documented form. */
export function readCalculation(body: JsonObject): Calculation | null {
  try {
    return read(exactly(body, members));
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function read(body: JsonObject): Calculation {
  const definition = exactly(body.definition, ["id", "version"]);
  const inputs = exactly(body.inputs, ["hash", "kind", "totals"]);
  const period = exactly(body.period, ["from", "timeZone", "to"]);
  const terms = readTerms(object(body.terms));
  const fee = exactly(body.fee, ["amount", "currency", "minorUnits"]);
  const minorUnits = count(fee.minorUnits);
  [body.calculation, body.metric, body.source, definition.id, inputs.hash, period.timeZone].forEach(text);
  require(typeof body.billable === "boolean");
  require(body.replaces === null || typeof body.replaces === "string");
  require(count(definition.version) < 2n ** 31n);
  require(inputs.kind === "days" || inputs.kind === "points");
  require(isInstant(text(period.from)) && isInstant(text(period.to)));
  require(fee.currency === terms.currency && fee.amount === feeAmount(minorUnits, terms.minorUnitDigits));
  return {
    formula: text(body.formula),
    variables: new Map(Object.entries(object(body.variables)).map(([name, value]) => [name, decimal(value)])),
    totals: readTotals(exactly(inputs.totals, ["fields", "points"])),
    result: decimal(body.result),
    terms,
    fee: minorUnits,
  };
}

function readTerms(stated: JsonObject): Terms {
  const hasTiers = stated.tiers !== undefined;
  const terms = exactly(stated, ["cap", "currency", "floor", "minimumResult", "minorUnitDigits", "share", ...(hasTiers ? ["tiers"] : []), "unitPrice"]);
  const digits = text(terms.minorUnitDigits);
  require(/^[0-4]$/.test(digits));
  return {
    currency: text(terms.currency),
    minorUnitDigits: Number(digits),
    unitPrice: decimal(terms.unitPrice),
    tiers: hasTiers ? readTiers(terms.tiers) : [],
    share: decimal(terms.share),
    minimumResult: optional(terms.minimumResult),
    floor: optional(terms.floor),
    cap: optional(terms.cap),
  };
}

function readTiers(tiers: Json | undefined): Tier[] {
  require(Array.isArray(tiers) && tiers.length > 0);
  return (tiers as Json[]).map((tier) => {
    const { unitPrice, upTo } = exactly(tier, ["unitPrice", "upTo"]);
    return { unitPrice: decimal(unitPrice), upTo: decimal(upTo) };
  });
}

function readTotals(totals: JsonObject): Totals {
  const fields = Object.entries(object(totals.fields)).map(([name, value]): [string, FieldTotals] => {
    const field = exactly(value, ["count", "max", "min", "sum"]);
    return [name, { count: count(field.count), sum: decimal(field.sum), min: decimal(field.min), max: decimal(field.max) }];
  });
  return { points: count(totals.points), fields: new Map(fields) };
}

function exactly(value: Json | undefined, names: readonly string[]): JsonObject {
  const found = object(value);
  require(hasExactly(found, names));
  return found;
}

function object(value: Json | undefined): JsonObject {
  if (!isObject(value)) throw new Unreadable();
  return value;
}

function text(value: Json | undefined): string {
  if (typeof value !== "string") throw new Unreadable();
  return value;
}

/** A decimal in its one spelling. */
function decimal(value: Json | undefined): Decimal {
  const spelled = text(value);
  const parsed = parseDecimal(spelled);
  if (!parsed || formatDecimal(parsed) !== spelled) throw new Unreadable();
  return parsed;
}

function optional(value: Json | undefined): Decimal | null {
  return value === null ? null : decimal(value);
}

/** A whole number from 0, in its one spelling. */
function count(value: Json | undefined): bigint {
  const spelled = text(value);
  require(/^(?:0|[1-9]\d{0,18})$/.test(spelled) && BigInt(spelled) <= mostWhole);
  return BigInt(spelled);
}

function require(holds: boolean): void {
  if (!holds) throw new Unreadable();
}
