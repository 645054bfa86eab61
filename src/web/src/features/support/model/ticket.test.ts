import { describe, expect, it } from "vitest";
import { refuseFiles } from "./files";
import { span, targetState, withLinks } from "./ticket";

const now = new Date("2027-03-01T08:00:00Z");
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000).toISOString();

describe("A target", () => {
  it.each([
    [{ due: hours(3.5), metAt: null, missed: false }, null, "in 3 h 30 min", "neutral"],
    [{ due: hours(0.5), metAt: null, missed: false }, null, "in 30 min", "warn"],
    [{ due: hours(-2), metAt: null, missed: false }, null, "overdue by 2 h", "bad"],
    [{ due: hours(72), metAt: null, missed: false }, hours(24), "stands still, 48 h left".replace("48 h", "2 days"), "neutral"],
    [{ due: hours(1), metAt: hours(0), missed: false }, null, "done in time", "good"],
    [{ due: hours(-3), metAt: hours(0), missed: true }, null, "done 3 h late", "warn"],
  ] as const)("%o is said in words", (target, pausedAt, text, tone) => {
    expect(targetState(target, now, pausedAt)).toEqual({ text, tone });
  });

  it("is told in at most two units", () => {
    expect([10_000, 90_000, 3_600_000, 47 * 3_600_000, 75 * 3_600_000].map(span)).toEqual(["less than a minute", "1 min", "1 h", "47 h", "3 days 3 h"]);
  });
});

describe("What people write", () => {
  it("has links where web addresses stand, without the dot behind them, and no markup", () => {
    expect(withLinks("See https://example.com/a?b=1. <b>javascript:alert(1)</b>")).toEqual([
      { text: "See " },
      { text: "https://example.com/a?b=1", href: "https://example.com/a?b=1" },
      { text: ". <b>javascript:alert(1)</b>" },
    ]);
  });
});

describe("Files", () => {
  const file = (name: string, size = 10) => new File([new Uint8Array(size)], name);
  it("are refused here where the server would refuse them", () => {
    expect(refuseFiles([file("a.png"), file("b.LOG")])).toBeNull();
    expect(refuseFiles([file("a.exe")])).toContain("a.exe");
    expect(refuseFiles([file("a.txt", 0)])).toContain("empty");
    expect(refuseFiles(Array.from({ length: 6 }, (_, at) => file(`${at}.png`)))).toContain("At most 5");
    expect(refuseFiles([file("a.png", 9_600_000)])).toContain("9.5 MB");
  });
});
