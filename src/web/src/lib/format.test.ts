import { describe, expect, it } from "vitest";
import { addDecimals, formatAmount, formatDate, formatDecimal, formatMoney, formatPeriod, formatTime, plural, shorten } from "./format";

describe("Figures on screen", () => {
  it.each([
    ["1234567.5", "1,234,567.5"],
    ["-0.00", "0"],
    ["-1234", "−1,234"],
    ["12345678901234567890.123456789012", "12,345,678,901,234,567,890.123456789012"],
    ["not a number", "not a number"],
  ])("%s reads %s", (value, text) => {
    expect(formatDecimal(value)).toBe(text);
  });

  it("round half up without floating point", () => {
    expect(formatDecimal("1.005", { maxDigits: 2 })).toBe("1.01");
    expect(formatDecimal("0.995", { minDigits: 2, maxDigits: 2 })).toBe("1.00");
    expect(formatAmount("25724.6")).toBe("25,724.60");
    expect(formatAmount("902")).toBe("902");
  });

  it("are money by the rules of the currency", () => {
    expect(formatMoney("-946.7", "USD")).toBe("−$946.70");
    expect(formatMoney("1234.5", "JPY")).toBe("¥1,235");
    expect(formatMoney("1", "CHF")).toBe("1.00 CHF");
  });

  it("add up exactly", () => {
    expect(addDecimals(["0.1", "0.2", "-0.3"])).toBe("0.0");
    expect(addDecimals(["9007199254740993", "0.01"])).toBe("9007199254740993.01");
    expect(addDecimals([])).toBe("0");
  });
});

describe("Words on screen", () => {
  it("name periods and instants in UTC", () => {
    expect(formatPeriod("1998-06")).toBe("Jun 1998");
    expect(formatPeriod("1998-09", "long")).toBe("September 1998");
    expect(formatPeriod("1998-06-30")).toBe("30 Jun 1998");
    expect(formatPeriod("1998-13")).toBe("1998-13");
    expect(formatTime("2026-11-21T23:59:59+02:00")).toBe("21 Nov 2026, 21:59 UTC");
    expect(formatDate("nonsense")).toBe("nonsense");
  });

  it("shorten ids in the middle and count in words", () => {
    expect(shorten("rcp_01j8zq4f000000000000000017")).toBe("rcp_01j8…0017");
    expect(shorten("def_1")).toBe("def_1");
    expect(plural(1, "receipt")).toBe("1 receipt");
    expect(plural(1284, "receipt")).toBe("1,284 receipts");
  });
});
