import { describe, expect, it } from "vitest";
import { fieldName, tripEnd } from "./integrations";

describe("A trip to a page of consent", () => {
  it("ends well, badly, or was none", () => {
    expect(tripEnd("#connected")).toEqual({ connected: true, problem: null });
    expect(tripEnd("problem=integrations.consent_refused").problem?.code).toBe("integrations.consent_refused");
    expect(tripEnd("#problem=something.new").problem?.message).toContain("Begin again");
    expect(tripEnd("")).toEqual({ connected: false, problem: null });
  });
});

describe("A field", () => {
  it("is named in words", () => expect([fieldName("lastName"), fieldName("email"), fieldName("closesOn")]).toEqual(["Last name", "Email", "Closes on"]));
});
