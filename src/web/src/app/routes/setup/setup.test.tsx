import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { meAs, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";
import { setupWith, step } from "@/testing/setup-builders";

describe("Setting up", () => {
  it("begins with the source, sends what opens it once, and shows what checking found", async () => {
    const server = withSession(new FakeApi())
      .on("GET", "/setup", { body: setupWith() })
      .on("PUT", "/setup/steps/api-integration", { body: setupWith({ settings: { apiIntegration: { kind: "hubspot", credentials: { accessToken: "••••6789" } } }, steps: [step("api-integration", "saved")] }) })
      .on("POST", "/setup/steps/api-integration/validate", {
        body: setupWith({ settings: { apiIntegration: { kind: "hubspot", credentials: { accessToken: "••••6789" } } }, steps: [step("api-integration", "validated", { note: "Connected: HubSpot account 1234567." })] }),
      });
    const { user, container } = openAt("/setup");
    await user.click(await screen.findByRole("button", { name: "Save and check" }));
    expect(screen.getByText("Choose where your data comes from.")).toBeTruthy();
    await user.click(screen.getByRole("radio", { name: "HubSpot" }));
    await user.type(screen.getByLabelText("Access token"), "pat-eu1-0123456789");
    await user.click(screen.getByRole("button", { name: "Save and check" }));

    expect(await screen.findByText("Connected: HubSpot account 1234567.")).toBeTruthy();
    expect(server.calls("PUT", "/setup/steps/api-integration")[0]?.body).toEqual({ apiIntegration: { kind: "hubspot", credentials: { accessToken: "pat-eu1-0123456789" } } });
    expect(await axeFindings(container)).toEqual([]);
  });

  it("keeps a saved token where none is typed", async () => {
    const saved = setupWith({ settings: { apiIntegration: { kind: "hubspot", credentials: { accessToken: "••••6789" } } }, steps: [step("api-integration", "failed", { problem: { code: "unreachable", message: "HubSpot cannot be reached.", field: null } })] });
    const server = withSession(new FakeApi())
      .on("GET", "/setup", { body: saved })
      .on("PUT", "/setup/steps/api-integration", { body: saved })
      .on("POST", "/setup/steps/api-integration/validate", problem(429, "request.too_many"));
    const { user } = openAt("/setup");
    expect(await screen.findByText("HubSpot cannot be reached.")).toBeTruthy();
    expect(screen.getByText("Saved: ••••6789. Leave it empty to keep it.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Save and check" }));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("request.too_many"));
    expect(server.calls("PUT", "/setup/steps/api-integration")[0]?.body).toEqual({ apiIntegration: { kind: "hubspot", credentials: {} } });
  });

  it("says where a system may send, and makes the secret that it signs with", async () => {
    const url = "https://app.example.com/api/webhooks/inbound/custom/con_1";
    const saved = setupWith({ settings: { apiIntegration: { kind: "custom", credentials: null } }, steps: [step("api-integration", "saved")], inboundUrl: url });
    const server = withSession(new FakeApi()).on("GET", "/setup", { body: saved }).on("PUT", "/setup/steps/api-integration", { body: saved });
    const { user, container } = openAt("/setup");
    expect(await screen.findByText(url)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Make a secret" }));
    const secret = screen.getByText(/^whsec_/).textContent;
    expect(atob(secret.slice("whsec_".length))).toHaveLength(32);
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Save only" }));
    await waitFor(() => expect(server.calls("PUT", "/setup/steps/api-integration")[0]?.body).toEqual({ apiIntegration: { kind: "custom", credentials: { webhookSecret: secret } } }));
  });

  it("shows what the sample becomes while fields and conditions are chosen", async () => {
    const server = withSession(new FakeApi())
      .on("GET", "/setup", { body: setupWith({ upTo: "data-source" }) })
      .on("PUT", "/setup/steps/metrics-config", ({ body }) => ({ body: setupWith({ upTo: "data-source", settings: body as object, steps: [step("metrics-config", "saved")] }) }));
    const { user, container } = openAt("/setup?step=metrics-config");
    const shown = () => within(screen.getByRole("region", { name: "Preview" }));
    expect(await screen.findByText("2 of 2 records of the sample become data points")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Add a condition" }));
    await user.selectOptions(screen.getByLabelText("Field of condition 1"), "dealstage");
    await user.type(screen.getByLabelText("Value of condition 1"), "closedwon");
    expect(await screen.findByText("1 of 2 records of the sample becomes a data point")).toBeTruthy();
    expect(shown().getByText("does not count: dealstage is not closedwon")).toBeTruthy();
    await user.clear(screen.getByLabelText("Name of amount in formulas"));
    await user.type(screen.getByLabelText("Name of amount in formulas"), "revenue");
    expect(shown().getByRole("columnheader", { name: "revenue" })).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);

    await user.type(screen.getByLabelText("What is measured"), "Won deals");
    await user.click(screen.getByRole("button", { name: "Save only" }));
    await waitFor(() => expect(server.calls("PUT", "/setup/steps/metrics-config")).toHaveLength(1));
    expect(server.calls("PUT", "/setup/steps/metrics-config")[0]?.body).toMatchObject({
      metricsConfig: { metric: "Won deals", fields: [{ from: "amount", to: "revenue" }], where: [{ field: "dealstage", value: "closedwon" }], timeField: null },
    });
  });

  it("draws the baseline, and says what comes first where an earlier step is open", async () => {
    withSession(new FakeApi()).on("GET", "/setup", { body: setupWith({ upTo: "baseline" }) });
    const { user, container } = openAt("/setup?step=baseline");
    expect(await screen.findByRole("img", { name: /^Measured by period, with the baseline: from 1,500/ })).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
    await user.click(screen.getByRole("link", { name: /Testing.*not begun/ }));
    expect(await screen.findByLabelText("Figure you know")).toBeTruthy();
  });

  it("does not check a step whose earlier ones are open", async () => {
    withSession(new FakeApi()).on("GET", "/setup", { body: setupWith() });
    openAt("/setup?step=testing");
    expect(await screen.findByText("“API integration” comes first")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Save and check" })).toBeNull();
  });

  it("is completed with a receipt, and leads to a definition that begins with what was found", async () => {
    withSession(new FakeApi())
      .on("GET", "/setup", { body: setupWith({ upTo: "testing", canComplete: true }) })
      .on("POST", "/setup/complete", { body: setupWith({ upTo: "testing", completed: { at: "2026-11-21T09:00:00Z", by: "usr_1", receiptId: "rcp_1", isCurrent: true } }) })
      .on("POST", "/value/formula/evaluate", { body: { value: null, fee: null, points: null, error: null } });
    const { user, router } = openAt("/setup");
    await user.click(await screen.findByRole("button", { name: "Complete the set-up" }));
    await user.click(await screen.findByRole("link", { name: "make a definition from it" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/value/definitions/new"));
    expect(await screen.findByDisplayValue("max(0, sum(amount) - baseline)")).toBeTruthy();
    expect(screen.getByDisplayValue("deals")).toBeTruthy();
    expect(screen.getByDisplayValue("the median of a reference time")).toBeTruthy();
  });

  it("can be looked at without the technical hat", async () => {
    withSession(new FakeApi(), meAs("viewer")).on("GET", "/setup", { body: setupWith({ upTo: "baseline" }) });
    openAt("/setup?step=baseline");
    expect(await screen.findByText(/needs the technical hat/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>("Reference from").closest("fieldset")?.disabled).toBe(true);
  });
});
