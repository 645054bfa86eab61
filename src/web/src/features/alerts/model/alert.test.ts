import { describe, expect, it } from "vitest";
import { reasonOf, ruleInWords, subjectInWords, type Rule } from "./alert";

const nameOf = () => "Monthly revenue";

function rule(more: Partial<Rule>): Rule {
  return { id: "rul_1", name: "Rule", condition: "change", severity: "warning", enabled: true, on: { definitionId: "def_1" }, threshold: "50", ...more };
}

describe("Rules in words", () => {
  it.each([
    [rule({}), "Monthly revenue changes by more than 50 %"],
    [rule({ condition: "above", on: { source: "shop", field: "amount" }, threshold: "12.5" }), "amount of shop is above 12.5"],
    [rule({ condition: "below", on: { source: "shop", field: "*" }, threshold: "1" }), "points of shop is below 1"],
    [rule({ condition: "missing", on: { source: "shop", field: "*" }, threshold: "2" }), "source shop has no points for 2 days"],
    [rule({ condition: "source_failing", on: null, threshold: null }), "any source cannot be read"],
    [rule({ condition: "accuracy_below", on: null, threshold: "85" }), "any definition is less accurate than 85 %"],
  ])("says when it alerts", (given, words) => {
    expect(ruleInWords(given, nameOf)).toBe(words);
  });

  it("says what an alert is about", () => {
    expect(subjectInWords({ source: "shop" }, nameOf)).toBe("source shop");
    expect(subjectInWords(null, nameOf)).toBe("everything");
  });

  it("says why, without the period that stands beside the figure", () => {
    expect(reasonOf({ reason: "1998-06: 9000 after 100: 8900 % more.", period: "1998-06" })).toBe("9000 after 100: 8900 % more.");
    expect(reasonOf({ reason: "The source answers 401.", period: null })).toBe("The source answers 401.");
  });
});
