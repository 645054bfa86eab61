import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { actionWords, targetName } from "@/features/audit/model/audit";
import { withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const entry = {
  id: "01jd0000000000000000000001",
  number: 7,
  hash: "ab".repeat(32),
  at: "2026-11-20T09:00:00Z",
  actor: { kind: "user", id: "usr_1", name: "Ada Lovelace" },
  impersonator: null,
  action: "workspace.updated",
  outcome: "success",
  target: { kind: "workspace", id: "ws_1", name: null },
  before: { name: "CDNow" },
  after: { name: "CDNow Inc.", limits: { seats: 5 } },
  ip: "203.0.113.9",
  userAgent: "Firefox",
  trace: "0af7651916cd43dd8448eb211c80319c",
};
const sound = { sound: true, checkedAt: "2026-11-21T03:45:00Z", number: 7, brokenAt: null, reason: null };

function withAudit(verified: object = sound) {
  return withSession(new FakeApi()).on("GET", "/audit", ({ query }) => ({ body: { items: query.get("actor") === "usr_2" ? [] : [entry], next: query.get("cursor") ? null : "c2", verified } }));
}

describe("What audit entries say", () => {
  it("names what was done to what, without the codes of the back end", () => {
    expect(["alert.opened", "golive.enabled", "value.calculation.run", "auth.key_created"].map(actionWords)).toEqual(["Alert opened", "Value-based billing enabled", "Calculation run", "Key created"]);
    expect([{ kind: "value-calculation", name: null }, { kind: "webhook-endpoint", name: null }, { kind: "key", name: "Mailer" }].map(targetName)).toEqual(["calculation", "webhook endpoint", "Mailer"]);
  });
});

describe("The audit trail", () => {
  it("shows an entry with what changed, field by field", async () => {
    withAudit();
    const { user, container } = openAt("/settings/audit");

    expect(await screen.findByText("verified")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Workspace updated" }));

    const dialog = await screen.findByRole("dialog");
    const rows = within(within(dialog).getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => row.textContent)).toEqual(["FieldBeforeAfter", "nameCDNowCDNow Inc.", "limits.seatsnothing5"]);
    expect(within(dialog).getByText("203.0.113.9")).toBeTruthy();
    expect(await axeFindings(dialog)).toEqual([]);
  });

  it("keeps its filters in the URL and asks the API for whole days", async () => {
    const server = withAudit();
    const { user, router } = openAt("/settings/audit?from=2026-11-01&to=2026-11-20");
    await screen.findByText("verified");
    expect(Object.fromEntries(server.calls("GET", "/audit")[0]?.query ?? [])).toEqual({ from: "2026-11-01T00:00:00Z", to: "2026-11-21T00:00:00.000Z" });

    await user.selectOptions(screen.getByLabelText("Area"), "workspace.");
    await user.type(screen.getByLabelText("Id of who"), "usr_2{Enter}");
    expect(await screen.findByText("Nothing here fits the filter")).toBeTruthy();
    expect(router.state.location.search).toMatchObject({ action: "workspace.", actor: "usr_2", from: "2026-11-01" });

    await user.click(screen.getByRole("button", { name: "Clear" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("says where the chain is broken", async () => {
    withAudit({ ...sound, sound: false, brokenAt: 3, reason: "The entry was changed or moved." });
    openAt("/settings/audit");
    expect(await screen.findByText("broken at entry 3")).toBeTruthy();
    expect(screen.getByText("The entry was changed or moved.")).toBeTruthy();
  });

  it("is taken away as a file of what the filter leaves", async () => {
    const server = withAudit();
    const { user } = openAt("/settings/audit?action=auth.");
    await user.click(await screen.findByRole("button", { name: "Download these as CSV" }));
    await waitFor(() => expect(server.calls("GET", "/audit").some((call) => call.query.get("format") === "csv" && call.query.get("action") === "auth.")).toBe(true));
  });

  it("is closed to those below admin, in words", async () => {
    withSession(new FakeApi()).on("GET", "/audit", problem(403, "auth.forbidden", { detail: "This needs at least: admin." }));
    openAt("/settings/audit");
    expect(await screen.findByText("Not open to your role")).toBeTruthy();
  });
});
