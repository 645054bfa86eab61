import { describe, expect, it } from "vitest";
import { draftTerms, percentFromShare, shareFromPercent } from "../api/definition-schema";
import { periodRange } from "./periods";

describe("A range of periods", () => {
  it("holds every month from the first to the last", () => {
    expect(periodRange("monthly", "1997-11", "1998-02")).toEqual(["1997-11", "1997-12", "1998-01", "1998-02"]);
    expect(periodRange("monthly", "1997-11", "1997-11")).toEqual(["1997-11"]);
  });

  it("is empty in the wrong order, out of form, or too long", () => {
    expect(periodRange("monthly", "1998-02", "1997-11")).toEqual([]);
    expect(periodRange("monthly", "1998-2", "1998-03")).toEqual([]);
    expect(periodRange("monthly", "1900-01", "2000-01")).toEqual([]);
    expect(periodRange("daily", "1900-01-01", "2000-01-01")).toEqual([]);
  });

  it("steps by days or weeks where the schedule does", () => {
    expect(periodRange("daily", "1998-02-27", "1998-03-01")).toEqual(["1998-02-27", "1998-02-28", "1998-03-01"]);
    expect(periodRange("weekly", "1998-01-05", "1998-01-19")).toEqual(["1998-01-05", "1998-01-12", "1998-01-19"]);
  });
});

describe("A share in percent", () => {
  it.each([
    ["20", "0.2"],
    ["100", "1"],
    ["12.5", "0.125"],
    ["0.5", "0.005"],
    ["33.333", "0.33333"],
  ])("%s %% is %s and back", (percent, share) => {
    expect(shareFromPercent(percent)).toBe(share);
    expect(percentFromShare(share)).toBe(percent);
  });

  it("and other amounts that are not finished yet are left out", () => {
    expect(draftTerms({ currency: "USD", unitPrice: "", share: "x", minimumResult: "", floor: "1e3", cap: "5000", tiers: "1000 0.50\n2000" })).toEqual({
      currency: "USD",
      unitPrice: "1",
      share: "1",
      minimumResult: null,
      floor: null,
      cap: "5000",
      tiers: [],
    });
  });
});
