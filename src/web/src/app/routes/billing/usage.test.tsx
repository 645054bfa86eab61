import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { free, starter, usage, withBilling } from "@/testing/billing-builders";
import { me, withSession } from "@/testing/builders";
import { FakeApi } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

function withPlan(subscription: object = free): FakeApi {
  return withBilling(withSession(new FakeApi(), me), subscription);
}

function metric(name: string) {
  return within(document.querySelector(`[data-metric="${name}"]`) as HTMLElement);
}

describe("Usage", () => {
  it("is a bar for each metric, and a reached limit offers the plan that fits", async () => {
    withPlan();
    openAt("/billing");
    await waitFor(() => expect(document.querySelector('[data-metric="emails_sent"]')).toBeTruthy());
    await screen.findByRole("region", { name: "Plans" });
    expect(metric("emails_sent").getByText("limit reached")).toBeTruthy();
    expect(metric("emails_sent").getByRole("link", { name: "See Starter" }).getAttribute("href")).toBe("/billing?plan=starter");
    expect(metric("api_calls").getByText("over 80 %")).toBeTruthy();
    expect(metric("seats").getByText("what exists now")).toBeTruthy();
    expect(metric("leads").getByText(/not counted yet/)).toBeTruthy();
  });

  it("beyond a soft limit is no refusal, but has its price", async () => {
    const emails = { ...usage.metrics[0], used: "5200", limit: "5000", percent: 104, soft: true, late: "3" };
    withPlan(starter).on("GET", "/billing/usage/current", { body: { ...usage, plan: "starter", metrics: [emails] } });
    openAt("/billing");
    await screen.findByRole("region", { name: "Plans" });
    expect(await screen.findByText("beyond the plan")).toBeTruthy();
    expect(metric("emails_sent").getByText(/\$2\.00 per 1,000 more; 3 came late for billed periods/)).toBeTruthy();
    expect(metric("emails_sent").queryByRole("link")).toBeNull();
  });

  it("is told day by day, for one metric, as far back as the URL says", async () => {
    const server = withPlan();
    const { user, router } = openAt("/billing?days=90");
    await user.click(await screen.findByRole("tab", { name: "Table" }));
    const table = await screen.findByRole("table", { name: "E-mails sent by day" });
    expect(within(table).getByRole("row", { name: /^20 Nov 2026 60 0$/ })).toBeTruthy();
    expect(within(table).queryByText("Baseline")).toBeNull();
    const [first] = server.calls("GET", "/billing/usage/history");
    expect(Date.now() - Date.parse(first?.query.get("from") ?? "")).toBeGreaterThan(88 * 86_400_000);
    await user.selectOptions(screen.getByLabelText("Metric"), "api_calls");
    expect(router.state.location.search).toEqual({ days: 90, metric: "api_calls" });
    await waitFor(() => expect(server.calls("GET", "/billing/usage/history").at(-1)?.query.get("metric")).toBe("api_calls"));
  });
});
