import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { clockAt, definition, meAs, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

function alert(more: Record<string, unknown> = {}) {
  return {
    id: "alt_1", kind: "anomaly", severity: "warning", state: "open", title: "Unusual value: Monthly revenue", reason: "1998-06: The value 9000 is far above almost everything so far.",
    on: { definitionId: "def_1" }, period: "1998-06", value: "9000", score: 0.91, ruleId: null, count: 1, openedAt: "1998-07-01T00:05:00Z", lastSeenAt: "1998-07-01T00:05:00Z",
    acknowledgedAt: null, acknowledgedBy: null, snoozedUntil: null, resolvedAt: null, resolvedBy: null, resolution: null, escalatedAt: null, ...more,
  };
}

const backtest = {
  points: [
    { at: "1998-05-01T00:00:00Z", period: "1998-05", value: "100", score: 0.12, alerts: false, reason: "" },
    { at: "1998-06-01T00:00:00Z", period: "1998-06", value: "9000", score: 0.91, alerts: true, reason: "The value 9000 is far above almost everything so far." },
  ],
  alerts: 1,
};

const rules = { detector: { enabled: true, sensitivity: "normal", severity: "warning" }, rules: [], email: ["critical"], escalateAfterHours: 4, channels: [] as Record<string, unknown>[] };

const channel = {
  id: "chn_1", kind: "slack", name: "On call", severities: ["critical"], enabled: true, hint: "…d8Qk", users: [], address: null, account: null, from: null, to: null,
  latest: { at: "2026-11-01T10:00:00Z", ok: false, text: "The channel in Slack is archived. Make a webhook for another one." },
};

function server(as = meAs("member")) {
  return withSession(new FakeApi(), as)
    .on("GET", "/value/definitions", { body: { items: [definition()], next: null } })
    .on("GET", "/alerts", { body: { items: [alert()], next: null } })
    .on("POST", "/alerts/rules/backtest", { body: backtest })
    .on("GET", "/alerts/:id/deliveries", {
      body: { items: [{ channelId: "chn_1", channel: "On call", kind: "slack", step: "opened", state: "pending", tries: 2, createdAt: "1998-07-01T00:05:00Z", triedAt: "1998-07-01T00:06:00Z", nextAt: "1998-07-01T00:16:00Z", problem: "Slack fails at the moment (500)." }] },
    })
    .on("GET", "/alerts/rules", { body: rules, headers: { ETag: '"1"' } });
}

describe("The list of alerts", () => {
  it("keeps its filters in the address and asks the API for them", async () => {
    const api = server();
    const { user, router, container } = openAt("/alerts");
    expect(await screen.findByRole("link", { name: "Unusual value: Monthly revenue" })).toBeTruthy();
    await user.selectOptions(screen.getByLabelText("Show the severity"), "critical");
    await user.selectOptions(screen.getByLabelText("Show the state"), "all");
    await waitFor(() => expect(router.state.location.search).toEqual({ severity: "critical", state: "all" }));
    await waitFor(() => expect(api.calls("GET", "/alerts").at(-1)?.query.toString()).toContain("state=all"));
    expect(await axeFindings(container)).toEqual([]);
  });

  it("shows why there is an alert, the figures around it, and resolves it with a reason", async () => {
    const api = server().on("POST", "/alerts/:id/resolve", ({ body }) => ({ body: alert({ state: "resolved", resolution: (body as { reason: string }).reason }) }));
    const { user, container } = openAt("/alerts?alert=alt_1");
    expect(await screen.findByText(/far above almost everything so far/)).toBeTruthy();
    const told = screen.getByRole("region", { name: "Who was told" });
    expect(await within(told).findByText("Slack fails at the moment (500).")).toBeTruthy();
    expect(within(told).getByText("pending")).toBeTruthy();
    await user.click(await screen.findByRole("tab", { name: "Table" }));
    expect(within(screen.getByRole("region", { name: "Figures and scores: Monthly revenue" })).getByText("0.91")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);

    await user.click(screen.getByRole("button", { name: "Resolve" }));
    const dialog = screen.getByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Resolve" }));
    expect(within(dialog).getByText("Say why it is over.")).toBeTruthy();
    await user.type(within(dialog).getByLabelText("Reason"), "The campaign explains it.");
    await user.click(within(dialog).getByRole("button", { name: "Resolve" }));
    await waitFor(() => expect(api.calls("POST", "/alerts/alt_1/resolve")[0]?.body).toEqual({ reason: "The campaign explains it." }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("snoozes by business time, whatever the browser's date is", async () => {
    const api = clockAt(server(), "1998-07-14T10:00:00Z").on("POST", "/alerts/:id/snooze", { body: alert({ state: "snoozed" }) });
    const { user } = openAt("/alerts?alert=alt_1");
    await user.click(await screen.findByRole("button", { name: "Snooze" }));
    const dialog = screen.getByRole("dialog");
    await user.selectOptions(within(dialog).getByLabelText("For"), "a week");
    await user.click(within(dialog).getByRole("button", { name: "Snooze" }));
    await waitFor(() => expect(api.calls("POST", "/alerts/alt_1/snooze")[0]?.body).toEqual({ until: "1998-07-21T10:00:00.000Z" }));
  });

  it("offers the end of a critical alert to the technical hat only, and nothing to viewers", async () => {
    server(meAs("member", ["finance"])).on("GET", "/alerts", { body: { items: [alert({ severity: "critical" })], next: null } });
    const first = openAt("/alerts?alert=alt_1");
    expect(await screen.findByRole("button", { name: "Acknowledge" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Resolve" })).toBeNull();
    expect(screen.getByText(/somebody with the technical hat/)).toBeTruthy();
    first.unmount();

    server(meAs("viewer"));
    openAt("/alerts?alert=alt_1");
    expect(await screen.findByText(/far above almost everything so far/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Acknowledge" })).toBeNull();
  });

  it("says that nothing is wrong, and that an alert is not here", async () => {
    server().on("GET", "/alerts", { body: { items: [], next: null } });
    openAt("/alerts?alert=alt_9");
    expect(await screen.findByText("Nothing is wrong")).toBeTruthy();
    expect(await screen.findByText("This alert is not here")).toBeTruthy();
  });
});

describe("The rules of alerts", () => {
  it("tries a rule on history before it is added", async () => {
    const api = server(meAs("admin")).on("PUT", "/alerts/rules", ({ body }) => ({ body }));
    const { user, container } = openAt("/alerts/rules");
    await user.click(await screen.findByRole("button", { name: "Add a rule" }));
    const dialog = screen.getByRole("dialog");
    expect(document.activeElement).toBe(within(dialog).getByLabelText("Name"));
    await user.keyboard("Revenue jumps");
    await user.selectOptions(within(dialog).getByLabelText("Definition"), "def_1");
    await user.click(within(dialog).getByRole("button", { name: "Try it on history" }));
    expect(await within(dialog).findByText("1 alert in 2 periods")).toBeTruthy();
    expect(api.calls("POST", "/alerts/rules/backtest")[0]?.body).toEqual({ condition: "change", on: { definitionId: "def_1" }, threshold: "50" });
    expect(await axeFindings(container)).toEqual([]);

    await user.click(within(dialog).getByRole("button", { name: "Add" }));
    await waitFor(() => expect(api.calls("PUT", "/alerts/rules")).toHaveLength(1));
    const put = api.calls("PUT", "/alerts/rules")[0];
    expect(put?.headers.get("If-Match")).toBe('"1"');
    expect(put?.body).toEqual({ ...rules, channels: undefined, rules: [{ id: null, name: "Revenue jumps", condition: "change", severity: "warning", enabled: true, on: { definitionId: "def_1" }, threshold: "50" }] });
  });

  it("says at the field what a rule lacks, and beside the button what the API refused", async () => {
    server(meAs("admin")).on("PUT", "/alerts/rules", problem(412, "request.changed"));
    const { user } = openAt("/alerts/rules");
    await user.click(await screen.findByRole("button", { name: "Add a rule" }));
    const dialog = screen.getByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Add" }));
    expect(within(dialog).getByText("Name the rule.")).toBeTruthy();
    await user.type(within(dialog).getByLabelText("Name"), "Quiet shop");
    await user.selectOptions(within(dialog).getByLabelText("Alert when it"), "missing");
    await user.clear(within(dialog).getByLabelText("Threshold, in days"));
    await user.type(within(dialog).getByLabelText("Threshold, in days"), "2");
    await user.type(within(dialog).getByLabelText("Source"), "shop");
    await user.click(within(dialog).getByRole("button", { name: "Add" }));
    expect(await within(dialog).findByText("request.changed")).toBeTruthy();
  });

  it("lets viewers read and not change", async () => {
    server(meAs("viewer"));
    const { container } = openAt("/alerts/rules");
    expect(await screen.findByText("No rule yet")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Add a rule" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
  });
});

describe("The channels of alerts", () => {
  const withChannel = { ...rules, channels: [channel] };
  const saved = { id: "chn_1", kind: "slack", name: "On call", severities: ["critical"], enabled: true, users: [], address: null, account: null, from: null, to: null, secret: null };

  it("adds one after a preview, and says at the field what the API refused", async () => {
    const api = server(meAs("admin"))
      .on("POST", "/alerts/channels/preview", { body: { contentType: "application/json", subject: null, body: '{"text":"This is a test of the channel"}' } })
      .on("PUT", "/alerts/rules", problem(400, "alerts.channel_invalid", { errors: { "channels[0].secret": ["The address does not lie on the public internet."] } }));
    const { user, container } = openAt("/alerts/rules");
    await user.click(await screen.findByRole("button", { name: "Add a channel" }));
    const dialog = screen.getByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: "Add" }));
    expect(within(dialog).getByText("Name the channel.")).toBeTruthy();
    expect(within(dialog).getByText("The key is needed.")).toBeTruthy();
    await user.type(within(dialog).getByLabelText("Name"), "On call");
    await user.type(within(dialog).getByLabelText("Webhook address"), "https://localhost/hook");
    await user.click(within(dialog).getByRole("button", { name: "Show a preview" }));
    expect(await within(dialog).findByText(/This is a test of the channel/)).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);

    await user.click(within(dialog).getByRole("button", { name: "Add" }));
    expect(await within(dialog).findByText("The address does not lie on the public internet.")).toBeTruthy();
    expect((api.calls("PUT", "/alerts/rules")[0]?.body as { channels: unknown[] }).channels).toEqual([
      { id: null, kind: "slack", name: "On call", severities: ["critical", "warning"], enabled: true, secret: "https://localhost/hook", users: null, address: null, account: null, from: null, to: null },
    ]);
  });

  it("shows what came of the latest message, tries a channel, and switches it off without its key", async () => {
    const api = server(meAs("admin"))
      .on("GET", "/alerts/rules", { body: withChannel, headers: { ETag: '"1"' } })
      .on("POST", "/alerts/channels/:id/test", { body: { at: "2026-11-02T10:00:00Z", ok: true, text: "" } })
      .on("PUT", "/alerts/rules", ({ body }) => ({ body }));
    const { user, container } = openAt("/alerts/rules");
    expect(await screen.findByText(/The channel in Slack is archived/)).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Test On call" }));
    await waitFor(() => expect(api.calls("POST", "/alerts/channels/chn_1/test")).toHaveLength(1));
    await user.click(screen.getByRole("button", { name: "Switch off On call" }));
    await waitFor(() => expect(api.calls("PUT", "/alerts/rules")).toHaveLength(1));
    expect((api.calls("PUT", "/alerts/rules")[0]?.body as { channels: unknown[] }).channels).toEqual([{ ...saved, enabled: false }]);
  });

  it("lets viewers see where alerts go, and no more", async () => {
    server(meAs("viewer")).on("GET", "/alerts/rules", { body: withChannel, headers: { ETag: '"1"' } });
    openAt("/alerts/rules");
    expect(await screen.findByText("On call")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Test On call" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add a channel" })).toBeNull();
  });
});
