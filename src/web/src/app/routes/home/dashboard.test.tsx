import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { withSession } from "@/testing/builders";
import { dashboard } from "@/testing/dashboard-builder";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const period = (name: string, fee: string, result: string) => ({ calculationId: `calc_${name}`, period: name, from: `${name}-01T00:00:00Z`, measured: "350.50", baseline: "100", result, fee });

const busy = dashboard({
  value: [
    { definitionId: "def_1", name: "Monthly revenue", currency: "USD", periods: [period("1998-05", "40.10", "200.50"), period("1998-06", "50.10", "250.25")] },
    { definitionId: "def_2", name: "Hours saved", currency: "USD", periods: [period("1998-06", "9.90", "12.75")] },
  ],
  setup: { stepsDone: 3, steps: 5, completedAt: null },
  alerts: { critical: 1, warning: 2, info: 0, newest: [{ id: "alt_1", title: "No data from shop", severity: "critical", openedAt: "2027-03-01T07:00:00Z" }] },
  approvals: { open: 3, mine: [{ id: "appr_1", name: "Hours saved", stage: "finance", expiresAt: "2027-03-10T00:00:00Z" }] },
  usage: { plan: "starter", resetsAt: "2027-04-01T00:00:00Z", metrics: [{ metric: "emails_sent", title: "E-mails sent", used: "4600", limit: "5000", percent: 92, soft: true }] },
  tickets: [{ id: "tkt_1", subject: "The export stops", state: "open", due: "2027-03-01T12:00:00Z" }],
});

describe("The dashboard", () => {
  it("of a new workspace leads to the setup", async () => {
    withSession(new FakeApi());
    const { container } = openAt("/");
    expect(await screen.findByText("How to begin")).toBeTruthy();
    expect(screen.getAllByRole("link", { name: "Begin the setup" }).map((link) => link.getAttribute("href"))).toEqual(["/setup", "/setup"]);
    expect(screen.getByText("Nothing is wrong.")).toBeTruthy();
    expect(screen.getByText("No approval waits for you.")).toBeTruthy();
    expect(screen.queryByText("Support tickets")).toBeNull();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("adds up the newest period exactly, and shows what waits and what is wrong", async () => {
    withSession(new FakeApi()).on("GET", "/dashboard", { body: busy });
    const { container, user } = openAt("/");
    expect(await screen.findByRole("heading", { level: 1, name: "Value proven in June 1998" })).toBeTruthy();
    expect(screen.getByText(/263\.00 of value, for a fee of \$60\.00/)).toBeTruthy();
    expect(screen.getByText("1 critical")).toBeTruthy();
    expect(screen.getByText("3 of 5 steps")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Hours saved" }).getAttribute("href")).toBe("/approvals/appr_1");
    expect(screen.getByRole("link", { name: "The export stops" }).getAttribute("href")).toBe("/support/tkt_1");
    expect(screen.getByLabelText("E-mails sent: share of the limit that is used")).toBeTruthy();

    await user.selectOptions(screen.getByLabelText("Definition"), "def_2");
    expect(screen.getByRole("heading", { name: "Hours saved against its baseline" })).toBeTruthy();
    const newest = within(screen.getByRole("list", { name: "Newest calculations" }));
    expect(newest.getByRole("link", { name: "June 1998" }).getAttribute("href")).toBe("/value/calculations/calc_1998-06");
    expect(await axeFindings(container)).toEqual([]);
  });

  it("speaks of the newest month where weeks are measured too", async () => {
    const weekly = { definitionId: "def_3", name: "Weekly visits", currency: "USD", periods: [{ ...period("1998-07", "1.00", "2"), period: "1998-07-06", from: "1998-07-06T00:00:00Z" }] };
    withSession(new FakeApi()).on("GET", "/dashboard", { body: { ...busy, value: [weekly, ...busy.value] } });
    openAt("/");
    expect(await screen.findByRole("heading", { level: 1, name: "Value proven in June 1998" })).toBeTruthy();
    expect(screen.getByText(/263\.00 of value/)).toBeTruthy();
  });

  it("tells what went wrong with its code", async () => {
    withSession(new FakeApi()).on("GET", "/dashboard", problem(503, "service.unavailable"));
    openAt("/");
    expect(await screen.findByText("service.unavailable")).toBeTruthy();
  });
});
