/** Decimals travel as strings and are shown from strings: no figure passes through binary floating point on its way to the screen. */
export function formatDecimal(value: string, options: { minDigits?: number; maxDigits?: number } = {}): string {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(value.trim());
  if (!match) return value;
  const [, sign = "", whole = "0", fraction = ""] = match;
  const { minDigits = 0, maxDigits = 12 } = options;
  const rounded = roundHalfUp(whole, fraction, maxDigits);
  const kept = rounded.fraction.replace(/0+$/, "").padEnd(minDigits, "0");
  const grouped = rounded.whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const isZero = /^0*$/.test(rounded.whole + rounded.fraction);
  return `${sign === "-" && !isZero ? "−" : ""}${grouped}${kept ? `.${kept}` : ""}`;
}

/** A measured figure: whole, or with at least two digits after the point, so that columns line up. */
export function formatAmount(value: string): string {
  return formatDecimal(value, { minDigits: value.includes(".") ? 2 : 0 });
}

const symbols: Record<string, string> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥" };
const minorUnits: Record<string, number> = { JPY: 0, KRW: 0, CLP: 0, ISK: 0, HUF: 2, KWD: 3, BHD: 3 };

export function formatMoney(value: string, currency: string): string {
  const digits = minorUnits[currency] ?? 2;
  const text = formatDecimal(value, { minDigits: digits, maxDigits: digits });
  const symbol = symbols[currency];
  if (!symbol) return `${text} ${currency}`;
  return text.startsWith("−") ? `−${symbol}${text.slice(1)}` : `${symbol}${text}`;
}

/** An amount in the currency's minor unit, as it is billed. */
export function formatMinor(minor: number, currency: string): string {
  const digits = minorUnits[currency] ?? 2;
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const cut = text.length - digits;
  return formatMoney(`${minor < 0 ? "-" : ""}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ""}`, currency);
}

/** Exact sum of decimal strings. */
export function addDecimals(values: readonly string[]): string {
  const parsed = values.map((value) => /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(value.trim())).filter((match) => match !== null);
  const scale = Math.max(0, ...parsed.map((match) => match[3]?.length ?? 0));
  const total = parsed.reduce((sum, [, sign, whole = "0", fraction = ""]) => {
    const units = BigInt(whole + fraction.padEnd(scale, "0"));
    return sign === "-" ? sum - units : sum + units;
  }, 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
  const cut = digits.length - scale;
  return `${total < 0n ? "-" : ""}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ""}`;
}

function roundHalfUp(whole: string, fraction: string, digits: number): { whole: string; fraction: string } {
  if (fraction.length <= digits) return { whole: whole.replace(/^0+(?=\d)/, ""), fraction };
  const kept = BigInt(whole + fraction.slice(0, digits));
  const up = (fraction.charCodeAt(digits) ?? 48) >= 53 ? 1n : 0n;
  const text = (kept + up).toString().padStart(digits + 1, "0");
  return { whole: text.slice(0, text.length - digits), fraction: digits > 0 ? text.slice(text.length - digits) : "" };
}

const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function dateOf(value: string): Date | null {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

export function formatDate(value: string): string {
  const date = dateOf(value);
  return date ? `${date.getUTCDate()} ${shortMonth(date)} ${date.getUTCFullYear()}` : value;
}

/** Times are shown in UTC and say so: periods are closed in UTC, and two people must read the same instant. */
export function formatTime(value: string): string {
  const date = dateOf(value);
  return date ? `${formatDate(value)}, ${date.toISOString().slice(11, 16)} UTC` : value;
}

function shortMonth(date: Date): string {
  return (months[date.getUTCMonth()] ?? "").slice(0, 3);
}

/** `1998-06` becomes `Jun 1998`, a day becomes a date; what is neither stays as it is. */
export function formatPeriod(period: string, style: "short" | "long" = "short"): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return formatDate(period);
  const match = /^(\d{4})-(\d{2})$/.exec(period);
  const month = months[Number(match?.[2]) - 1];
  return match && month ? `${style === "long" ? month : month.slice(0, 3)} ${match[1]}` : period;
}

export function formatCount(value: number): string {
  return formatDecimal(String(Math.trunc(value)));
}

/** A name at the end of a sentence; `Shop Inc.` brings its full stop along. */
export function sentenceEnd(name: string): string {
  return name.endsWith(".") ? name : `${name}.`;
}

/** Ids and hashes are recognised by both ends. */
export function shorten(value: string, head = 8, tail = 4): string {
  return value.length <= head + tail + 1 ? value : `${value.slice(0, head)}…${value.slice(-tail)}`;
}

/** `1 receipt`, `2 receipts`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
