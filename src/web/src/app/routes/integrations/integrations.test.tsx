import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const blank = { page: null, account: null, connectedAt: null, connectedBy: null, checkedAt: null, problem: null, scopes: [], keys: [], sync: null };
const hubSpot = {
  ...blank,
  provider: "hubspot",
  name: "HubSpot",
  purpose: "Contacts, deals and tasks are kept the same here and there.",
  group: "crm",
  how: "consent",
  state: "connected",
  account: "Account 77",
  connectedAt: "2026-11-21T13:00:00Z",
  scopes: ["oauth"],
  sync: {
    syncedAt: "2026-11-21T13:05:00Z",
    nextAt: "2026-11-21T14:05:00Z",
    kinds: [
      { name: "contacts", vendorName: "contacts", read: 1000, fields: { email: "email", lastName: "lastname" } },
      { name: "deals", vendorName: "deals", read: 3, fields: { name: "dealname" } },
    ],
  },
};
const linkedIn = { ...blank, provider: "linkedin", name: "LinkedIn", purpose: "Artisan posts on LinkedIn in your name.", group: "posts", how: "consent", state: "not_connected" };
const sendGrid = {
  ...blank,
  provider: "sendgrid",
  name: "SendGrid",
  purpose: "Your campaigns can be sent from your own SendGrid account.",
  group: "mail",
  how: "keys",
  state: "not_connected",
  keys: [{ name: "apiKey", label: "API key", hint: "A restricted key with Mail Send.", isSecret: true, shown: null }],
};
const slack = { ...blank, provider: "slack", name: "Slack", purpose: "Alerts reach a channel.", group: "alerts", how: "elsewhere", state: "elsewhere", page: "/alerts" };
const items = [linkedIn, hubSpot, sendGrid, slack];

const withIntegrations = (shown: object[] = items) => withSession(new FakeApi()).on("GET", "/integrations", { body: { items: shown, next: null } });

describe("The gallery", () => {
  it("lists every service by what it is good for, with its state in words", async () => {
    withIntegrations([...items.slice(1), { ...linkedIn, state: "needs_reconnect", account: "Ada" }]);
    const { container } = openAt("/integrations");
    expect(await screen.findByText("2 services connected, 1 of them needs a look.")).toBeTruthy();
    const customers = screen.getByRole("region", { name: "Customers" });
    expect(within(customers).getByRole("link", { name: "HubSpot" }).getAttribute("href")).toBe("/integrations/hubspot");
    expect(within(customers).getByText("Connected")).toBeTruthy();
    expect(within(screen.getByRole("region", { name: "Posts" })).getByText("Connect again")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });
});

describe("One service", () => {
  it("maps the fields of a CRM and is disconnected by its name", async () => {
    const server = withIntegrations().on("PUT", "/integrations/hubspot", { body: hubSpot }).on("DELETE", "/integrations/hubspot", { body: { revoked: true } });
    const { user, container } = openAt("/integrations/hubspot");
    const field = await screen.findByLabelText("Last name");
    await user.clear(field);
    await user.type(field, "surname");
    await user.click(screen.getByRole("button", { name: "Save fields" }));
    await waitFor(() => expect(server.calls("PUT", "/integrations/hubspot")[0]?.body).toEqual({ mapping: { contacts: { email: "email", lastName: "surname" } } }));
    expect(await axeFindings(container)).toEqual([]);

    await user.click(screen.getByRole("button", { name: "Disconnect" }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByRole("textbox"), "HubSpot");
    await user.click(within(dialog).getByRole("button", { name: "Disconnect" }));
    expect(await screen.findByRole("heading", { name: "Integrations" })).toBeTruthy();
    expect(server.calls("DELETE", "/integrations/hubspot")).toHaveLength(1);
  });

  it("says what the trip to its page of consent ended in", async () => {
    withIntegrations();
    openAt("/integrations/linkedin#problem=integrations.consent_refused");
    expect((await screen.findByRole("alert")).textContent).toContain("was not told to let Artisan in");
    expect(screen.getByRole("button", { name: "Connect LinkedIn" })).toBeTruthy();
  });

  it("keeps a key out of the page once it is sent, and says why it is refused", async () => {
    const server = withIntegrations().on("PUT", "/integrations/sendgrid", problem(422, "integrations.keys_refused", { detail: "SendGrid does not accept these credentials." }));
    const { user, container } = openAt("/integrations/sendgrid");
    await user.type(await screen.findByLabelText(/API key/), "SG.wrong");
    await user.click(screen.getByRole("button", { name: "Connect" }));
    expect((await screen.findByRole("alert")).textContent).toContain("SendGrid does not accept these credentials.");
    expect(server.calls("PUT", "/integrations/sendgrid")[0]?.body).toEqual({ keys: { apiKey: "SG.wrong" } });
    expect(await axeFindings(container)).toEqual([]);

    server.on("PUT", "/integrations/sendgrid", { body: { ...sendGrid, state: "connected" } });
    await user.click(screen.getByRole("button", { name: "Connect" }));
    expect(await screen.findByText("Tested and kept.")).toBeTruthy();
    expect(container.innerHTML).not.toContain("SG.wrong");
  });

  it("is not there under another name, and some are set up elsewhere", async () => {
    withIntegrations();
    const { router } = openAt("/integrations/nobody");
    expect(await screen.findByText("There is no service of this name")).toBeTruthy();
    await router.navigate({ to: "/integrations/$provider", params: { provider: "slack" } });
    expect((await screen.findByRole("link", { name: "Go to alerts" })).getAttribute("href")).toBe("/alerts");
  });
});
