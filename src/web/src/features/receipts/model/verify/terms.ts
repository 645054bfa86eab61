import { compare, DecimalOverflow, greatest, least, multiply, round, whole, zero, type Decimal } from "./decimal";

/** How a measured result becomes a fee. Amounts are in the currency's major unit. */
export interface Terms {
  currency: string;
  minorUnitDigits: number;
  unitPrice: Decimal;
  share: Decimal;
  minimumResult: Decimal | null;
  floor: Decimal | null;
  cap: Decimal | null;
}

/** The most an invoice can state. */
const mostMinorUnits = 2n ** 63n - 1n;

/**
 * The fee in minor units: 0 below the minimum; else result x unit price x share, not below 0, raised to the floor, held to the cap,
 * rounded half up once. Null where the terms do not hold together or the fee is beyond what an invoice can state.
 */
export function feeInMinorUnits(result: Decimal, terms: Terms): bigint | null {
  const { minimumResult, floor, cap } = terms;
  if (!holdTogether(terms)) return null;
  if (minimumResult && compare(result, minimumResult) < 0) return 0n;
  try {
    let amount = greatest(zero, multiply(multiply(result, terms.unitPrice), terms.share));
    amount = greatest(amount, floor ?? zero);
    if (cap) amount = least(amount, cap);
    const fee = round(multiply(amount, whole(10n ** BigInt(terms.minorUnitDigits))), 0).units;
    return fee <= mostMinorUnits ? fee : null;
  } catch (error) {
    if (error instanceof DecimalOverflow) return null;
    throw error;
  }
}

/** The fee as people read it: all digits of the minor unit. */
export function feeAmount(minorUnits: bigint, digits: number): string {
  const text = minorUnits.toString().padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function holdTogether({ currency, unitPrice, share, floor, cap }: Terms): boolean {
  return (
    /^[A-Z]{3}$/.test(currency) &&
    compare(unitPrice, zero) >= 0 &&
    compare(share, zero) > 0 &&
    compare(share, whole(1)) <= 0 &&
    [floor, cap].every((amount) => amount === null || compare(amount, zero) >= 0) &&
    (floor === null || cap === null || compare(floor, cap) <= 0)
  );
}
