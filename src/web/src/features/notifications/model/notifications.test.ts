import { describe, expect, it } from "vitest";
import { badge } from "./notifications";

describe("The bell", () => {
  it("shows a number while it is short", () => {
    expect([0, 1, 99, 100, 5000].map(badge)).toEqual(["", "1", "99", "99+", "99+"]);
  });
});
