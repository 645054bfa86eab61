import type { JsonObject } from "./canonical-json";

/** A decimal as an exact pair: units / 10^scale. */
interface Exact {
  units: bigint;
  scale: number;
}

function exact(text: unknown): Exact | null {
  const match = typeof text === "string" ? /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) : null;
  if (!match) return null;
  const [, sign, whole = "0", fraction = ""] = match;
  const units = BigInt(whole + fraction);
  return { units: sign ? -units : units, scale: fraction.length };
}

function times(a: Exact, b: Exact): Exact {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

function compare(a: Exact, b: Exact): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = a.units * 10n ** BigInt(scale - a.scale) - b.units * 10n ** BigInt(scale - b.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

const zero: Exact = { units: 0n, scale: 0 };

/** The fee in minor units: result x unit price x share, not below 0, raised to the floor, held to the cap, rounded half up once; 0 below the minimum. */
export function feeInMinorUnits(resultText: string, terms: JsonObject): bigint | null {
  const result = exact(resultText);
  const price = exact(terms.unitPrice);
  const share = exact(terms.share);
  const digits = Number(terms.minorUnitDigits);
  if (!result || !price || !share || !Number.isInteger(digits) || digits < 0 || digits > 4) return null;
  const minimum = optional(terms.minimumResult);
  const floor = optional(terms.floor);
  const cap = optional(terms.cap);
  if (minimum === undefined || floor === undefined || cap === undefined) return null;

  if (minimum && compare(result, minimum) < 0) return 0n;
  let amount = times(times(result, price), share);
  if (compare(amount, zero) < 0) amount = zero;
  if (floor && compare(amount, floor) < 0) amount = floor;
  if (cap && compare(amount, cap) > 0) amount = cap;
  const scaled = amount.units * 10n ** BigInt(digits);
  const unit = 10n ** BigInt(amount.scale);
  return (scaled * 2n + unit) / (unit * 2n);
}

/** Null where the term is not set, undefined where it cannot be read. */
function optional(value: unknown): Exact | null | undefined {
  return value === null || value === undefined ? null : (exact(value) ?? undefined);
}
