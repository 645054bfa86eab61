import { describe, expect, it } from "vitest";
import { feeInMinorUnits } from "./fee";

const terms = { cap: null, currency: "USD", floor: null, minimumResult: null, minorUnitDigits: "2", share: "0.2", unitPrice: "1" };

describe("The fee", () => {
  it.each([
    ["is the share of the result", "4733.61", {}, 94672n],
    ["is rounded half up, once", "0.025", { share: "1" }, 3n],
    ["is not below zero", "-100", {}, 0n],
    ["is raised to the floor", "10", { floor: "5" }, 500n],
    ["is held to the cap", "100000", { cap: "5000" }, 500000n],
    ["is nothing below the minimum, not even the floor", "99.99", { minimumResult: "100", floor: "5" }, 0n],
    ["counts whole units where the currency has no minor ones", "1234.5", { minorUnitDigits: "0", share: "1" }, 1235n],
    ["is exact where floating point is not", "0.1", { share: "1", unitPrice: "3", minorUnitDigits: "1" }, 3n],
  ] as const)("%s", (_, result, change, expected) => {
    expect(feeInMinorUnits(result, { ...terms, ...change })).toBe(expected);
  });

  it("is unknown where the terms cannot be read", () => {
    expect(feeInMinorUnits("1e5", terms)).toBeNull();
    expect(feeInMinorUnits("1", { ...terms, share: "a" })).toBeNull();
    expect(feeInMinorUnits("1", { ...terms, minorUnitDigits: "9" })).toBeNull();
  });
});
