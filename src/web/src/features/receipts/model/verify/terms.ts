import { add, compare, DecimalOverflow, greatest, least, multiply, negate, round, whole, zero, type Decimal } from "./decimal";

/** A price for the part of a result up to a bound, from the bound of the tier before it on. */
export interface Tier {
  upTo: Decimal;
  unitPrice: Decimal;
}

/** How a measured result becomes a fee. Amounts are in the currency's major unit. */
export interface Terms {
  currency: string;
  minorUnitDigits: number;
  unitPrice: Decimal;
  /** By rising bounds; the unit price is that of what lies beyond the last. */
  tiers: readonly Tier[];
  share: Decimal;
  minimumResult: Decimal | null;
  floor: Decimal | null;
  cap: Decimal | null;
}

const mostTiers = 10;

/** The most an invoice can state. */
const mostMinorUnits = 2n ** 63n - 1n;

/**
 * The fee in minor units: 0 below the minimum; else result x unit price (tier by tier, where there are tiers) x share, not below 0, raised to the floor, held to the cap,
 * rounded half up once. Null where the terms do not hold together or the fee is beyond what an invoice can state.
 */
export function feeInMinorUnits(result: Decimal, terms: Terms): bigint | null {
  const { minimumResult, floor, cap } = terms;
  if (!holdTogether(terms)) return null;
  if (minimumResult && compare(result, minimumResult) < 0) return 0n;
  try {
    let amount = greatest(zero, multiply(priced(result, terms), terms.share));
    amount = greatest(amount, floor ?? zero);
    if (cap) amount = least(amount, cap);
    const fee = round(multiply(amount, whole(10n ** BigInt(terms.minorUnitDigits))), 0).units;
    return fee <= mostMinorUnits ? fee : null;
  } catch (error) {
    if (error instanceof DecimalOverflow) return null;
    throw error;
  }
}

function priced(result: Decimal, { tiers, unitPrice }: Terms): Decimal {
  if (tiers.length === 0) return multiply(result, unitPrice);
  let [amount, from] = [zero, zero];
  for (const tier of tiers) {
    if (compare(result, tier.upTo) <= 0) return add(amount, multiply(greatest(zero, add(result, negate(from))), tier.unitPrice));
    amount = add(amount, multiply(add(tier.upTo, negate(from)), tier.unitPrice));
    from = tier.upTo;
  }
  return add(amount, multiply(add(result, negate(from)), unitPrice));
}

/** The fee as people read it: all digits of the minor unit. */
export function feeAmount(minorUnits: bigint, digits: number): string {
  const text = minorUnits.toString().padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function holdTogether({ currency, unitPrice, tiers, share, floor, cap }: Terms): boolean {
  return (
    /^[A-Z]{3}$/.test(currency) &&
    compare(unitPrice, zero) >= 0 &&
    tiers.length <= mostTiers &&
    tiers.every((tier, i) => compare(tier.unitPrice, zero) >= 0 && compare(tier.upTo, tiers[i - 1]?.upTo ?? zero) > 0) &&
    compare(share, zero) > 0 &&
    compare(share, whole(1)) <= 0 &&
    [floor, cap].every((amount) => amount === null || compare(amount, zero) >= 0) &&
    (floor === null || cap === null || compare(floor, cap) <= 0)
  );
}
