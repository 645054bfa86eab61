import { describe, expect, it } from "vitest";
import { safeReturnPath } from "./return-path";

describe("The way back after signing in", () => {
  it.each(["/receipts?kind=calculation", "/value/definitions/def_1#versions", "/"])("may be %s", (path) => {
    expect(safeReturnPath(path)).toBe(path);
  });

  it.each(["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "", "/sign-in?return=/x", "/verify"])("is the dashboard instead of %s", (path) => {
    expect(safeReturnPath(path)).toBe("/");
  });
});
