/** A decimal as .NET keeps it: units / 10^scale, with at most 96 bits of units and 28 digits after the point. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Thrown where a result is beyond the range of a decimal. */
export class DecimalOverflow extends Error {}

const mostUnits = 2n ** 96n - 1n;
const mostScale = 28;

export const zero: Decimal = { units: 0n, scale: 0 };

export function whole(value: bigint | number): Decimal {
  return { units: BigInt(value), scale: 0 };
}

/** Reads digits with an optional sign and fraction; null for every other spelling and for what a decimal cannot hold exactly. */
export function parseDecimal(text: string): Decimal | null {
  const match = text.length <= 64 ? /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) : null;
  if (!match) return null;
  const [, sign, digits = "0", rest = ""] = match;
  const fraction = rest.replace(/0+$/, "");
  const units = BigInt(digits + fraction);
  if (fraction.length > mostScale || units > mostUnits) return null;
  return { units: sign ? -units : units, scale: fraction.length };
}

/** The one spelling of the value. */
export function formatDecimal({ units, scale }: Decimal): string {
  const digits = magnitude(units).toString().padStart(scale + 1, "0");
  const cut = digits.length - scale;
  const fraction = digits.slice(cut).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${digits.slice(0, cut)}${fraction ? `.${fraction}` : ""}`;
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return fit(unitsAt(a, scale) + unitsAt(b, scale), 10n ** BigInt(scale));
}

export function negate(a: Decimal): Decimal {
  return { units: -a.units, scale: a.scale };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return fit(a.units * b.units, 10n ** BigInt(a.scale + b.scale));
}

/** a / b, for b other than zero. */
export function divide(a: Decimal, b: Decimal): Decimal {
  return fit(a.units * 10n ** BigInt(b.scale), b.units * 10n ** BigInt(a.scale));
}

/** Below, at or above zero, as a is below, equal to or above b. */
export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = unitsAt(a, scale) - unitsAt(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function least(a: Decimal, b: Decimal): Decimal {
  return compare(b, a) < 0 ? b : a;
}

export function greatest(a: Decimal, b: Decimal): Decimal {
  return compare(b, a) > 0 ? b : a;
}

/** To so many digits after the point, half away from zero. */
export function round(a: Decimal, places: number): Decimal {
  if (a.scale <= places) return a;
  const unit = 10n ** BigInt(a.scale - places);
  const rounded = (magnitude(a.units) * 2n + unit) / (unit * 2n);
  return { units: a.units < 0n ? -rounded : rounded, scale: places };
}

/** The quotient with as many digits as a decimal holds, rounded half to even once. */
function fit(dividend: bigint, divisor: bigint): Decimal {
  const isNegative = dividend < 0n !== divisor < 0n;
  const [over, under] = [magnitude(dividend), magnitude(divisor)];
  for (let scale = mostScale; scale >= 0; scale--) {
    const units = halfToEven(over * 10n ** BigInt(scale), under);
    if (units <= mostUnits) return { units: isNegative ? -units : units, scale };
  }
  throw new DecimalOverflow();
}

function halfToEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const doubled = (dividend % divisor) * 2n;
  return doubled > divisor || (doubled === divisor && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

function unitsAt(a: Decimal, scale: number): bigint {
  return a.units * 10n ** BigInt(scale - a.scale);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
