import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const endpoint = {
  id: "we_1",
  url: "https://example.com/hooks",
  description: "Orders",
  types: [],
  enabled: true,
  disabledBecause: null,
  ordered: false,
  perMinute: null,
  createdAt: "2026-11-21T13:00:00Z",
  previousSecretUntil: null,
};
const delivery = {
  id: "dlv-1-1",
  endpointId: "we_1",
  eventId: "evt_1",
  type: "invoice.paid",
  state: "failed",
  createdAt: "2026-11-21T13:00:00Z",
  nextAttemptAt: null,
  tries: 4,
  attempts: [{ at: "2026-11-21T13:00:01Z", status: 500, milliseconds: 12, error: null, response: "no" }],
  payload: '{"type":"invoice.paid"}',
};

const withWebhooks = (api: FakeApi, shown: object = endpoint) =>
  withSession(api)
    .on("GET", "/webhooks/endpoints", { body: { items: [shown], next: null } })
    .on("GET", "/webhooks/endpoints/:id", { body: shown, headers: { ETag: '"7"' } })
    .on("GET", "/webhooks/event-types", { body: { items: [{ type: "invoice.paid", when: "paid", schema: {} }], next: null } })
    .on("GET", "/webhooks/deliveries", { body: { items: [delivery], next: null } });

describe("Webhooks", () => {
  it("show the secret of a new endpoint once and never again", async () => {
    const server = withWebhooks(new FakeApi()).on("POST", "/webhooks/endpoints", { status: 201, body: { endpoint, secret } });
    const { user, queries, container } = openAt("/webhooks");
    await user.click(await screen.findByRole("button", { name: "Add endpoint" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Address"), "https://example.com/hooks");
    await user.click(await within(dialog).findByLabelText("invoice.paid"));
    await user.click(within(dialog).getByRole("button", { name: "Add endpoint" }));

    expect((await screen.findByLabelText("The new secret")).textContent).toBe(secret);
    expect(server.calls("POST", "/webhooks/endpoints")[0]?.body).toEqual({ url: "https://example.com/hooks", description: "", types: ["invoice.paid"], enabled: true, ordered: false, perMinute: null });
    await user.click(screen.getByRole("button", { name: "I have stored it" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.body.innerHTML).not.toContain(secret);
    expect(JSON.stringify(queries.getQueryCache().getAll().map((query) => query.state.data))).not.toContain(secret);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("say at the field why an address is refused", async () => {
    withWebhooks(new FakeApi()).on("POST", "/webhooks/endpoints", problem(422, "webhooks.url_refused", { detail: "Refused.", errors: { url: ["The address does not lie on the public internet."] } }));
    const { user } = openAt("/webhooks");
    await user.click(await screen.findByRole("button", { name: "Add endpoint" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText("Address"), "https://localhost/");
    await user.click(within(dialog).getByRole("button", { name: "Add endpoint" }));
    expect(await within(dialog).findByText("The address does not lie on the public internet.")).toBeTruthy();
  });

  it("show what was sent and what came back, and send it again", async () => {
    const server = withWebhooks(new FakeApi()).on("POST", "/webhooks/deliveries/:id/replay", { status: 202, body: { ...delivery, state: "pending" } });
    const { user, container } = openAt("/webhooks/we_1");
    await user.click(await screen.findByRole("button", { name: "invoice.paid" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/answered 500/)).toBeTruthy();
    expect(within(dialog).getByText("no")).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: "Send again" }));
    await waitFor(() => expect(server.calls("POST", "/webhooks/deliveries/dlv-1-1/replay")).toHaveLength(1));
    expect(await axeFindings(container)).toEqual([]);
  });

  it("say why nothing is sent to an endpoint that was given up, and keep the filter of the log in the URL", async () => {
    const server = withWebhooks(new FakeApi(), { ...endpoint, enabled: false, disabledBecause: "failing" });
    const { user, router } = openAt("/webhooks/we_1");
    expect(await screen.findByText(/For days it took no event/)).toBeTruthy();
    expect(screen.getByRole("button", { name: "Send test event" }).hasAttribute("disabled")).toBe(true);
    await user.selectOptions(await screen.findByLabelText("Show deliveries"), "failed");
    await waitFor(() => expect(router.state.location.search).toEqual({ state: "failed" }));
    await waitFor(() => expect(server.calls("GET", "/webhooks/deliveries").at(-1)?.query.get("state")).toBe("failed"));
  });
});
