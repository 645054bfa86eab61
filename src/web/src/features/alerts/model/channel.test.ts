import { describe, expect, it } from "vitest";
import { bodyOf, newSigningSecret, targetOf, type Channel } from "./channel";

const channel: Channel = {
  id: "chn_1", kind: "slack", name: "On call", severities: ["critical"], enabled: true, hint: "…d8Qk", users: [], address: null, account: null, from: null, to: null,
  latest: { at: "2026-11-01T00:00:00Z", ok: true, text: "" },
};

describe("A channel", () => {
  it("is saved without its key and without what is only shown", () => {
    expect(bodyOf(channel)).toEqual({
      id: "chn_1", kind: "slack", name: "On call", severities: ["critical"], enabled: true, users: [], address: null, account: null, from: null, to: null, secret: null,
    });
  });

  it("says where it leads", () => {
    const nameOf = () => "Ada";
    expect(targetOf(channel, nameOf)).toBe("key …d8Qk");
    expect(targetOf({ ...channel, kind: "email", users: ["usr_1"] }, nameOf)).toBe("Ada");
    expect(targetOf({ ...channel, kind: "sms", to: "+4915112345678" }, nameOf)).toBe("+4915112345678");
    expect(targetOf({ ...channel, kind: "webhook", address: "https://example.com" }, nameOf)).toBe("https://example.com");
  });

  it("signs with 32 random bytes", () => {
    expect(atob(newSigningSecret().slice("whsec_".length))).toHaveLength(32);
    expect(newSigningSecret()).not.toBe(newSigningSecret());
  });
});
