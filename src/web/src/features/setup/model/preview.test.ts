import { describe, expect, it } from "vitest";
import { nameFor, preview } from "./preview";
import type { Sample } from "./setup";

const sample: Sample = {
  fields: [],
  rows: [
    { id: "1", time: "2026-01-05T00:00:00Z", values: { amount: "10.50", dealstage: "closedwon", closedate: "2026-01-20", won: "true" } },
    { id: "2", time: "2026-01-06T00:00:00Z", values: { amount: "ten", dealstage: "closedwon" } },
    { id: "3", time: "2026-01-07T00:00:00Z", values: { dealstage: "lead" } },
  ],
};

describe("The preview of a mapping", () => {
  it("shows what each row becomes, or why it does not count", () => {
    const rows = preview(sample, { fields: [{ from: "amount", to: "sum" }, { from: "won", to: "won" }], timeField: null, where: [{ field: "dealstage", value: "closedwon" }] });
    expect(rows.map((row) => row.skipped ?? row.values)).toEqual([{ sum: "10.50", won: "1" }, "amount is not a number: ten", "dealstage is not closedwon"]);
  });

  it("takes the date that was chosen, and skips rows without it", () => {
    const rows = preview(sample, { fields: [{ from: "amount", to: "amount" }], timeField: "closedate", where: null });
    expect(rows.map((row) => row.time)).toEqual(["2026-01-20", null, null]);
    expect(rows[1]?.skipped).toBe("no closedate");
  });

  it("skips rows in which no mapped field has a value", () => {
    expect(preview(sample, { fields: [{ from: "amount", to: "amount" }], timeField: null, where: null })[2]?.skipped).toBe("no mapped field has a value");
  });

  it("makes names that formulas can read", () => {
    expect(["Amount", "net.total", "7days", "hs_acv"].map(nameFor)).toEqual(["amount", "net_total", "f_7days", "hs_acv"]);
  });
});
