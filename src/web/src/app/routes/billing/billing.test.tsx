import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { leaveTo } from "@/lib/leave-to";
import { axeFindings } from "@/testing/axe";
import { free, line, starter, withBilling } from "@/testing/billing-builders";
import { me, meAs, withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

vi.mock("@/lib/leave-to", () => ({ leaveTo: vi.fn() }));

function withPlan(subscription: object = free, as = me): FakeApi {
  return withBilling(withSession(new FakeApi(), as), subscription);
}

const upgrade = {
  plan: "professional",
  currency: "USD",
  dueNowMinor: 12_500,
  at: "2026-11-20T09:00:00Z",
  nextInvoiceAt: "2026-12-05T09:00:00Z",
  lines: [
    { ...line, kind: "proration", description: "Unused time on Starter", amountMinor: -2450 },
    { ...line, kind: "proration", description: "Rest of the period on Professional", amountMinor: 14_950 },
  ],
};

describe("The plan", () => {
  it("is shown with its price, its limits and what the others cost", async () => {
    withPlan();
    const { container } = openAt("/billing");
    expect(await screen.findByText("On Free: nothing is paid, and every limit is hard.")).toBeTruthy();
    const plans = await screen.findByRole("region", { name: "Plans" });
    expect(within(plans).getByText("$299.00")).toBeTruthy();
    expect(within(plans).getByText("your plan")).toBeTruthy();
    expect(within(plans).getByRole("button", { name: "Choose Starter" })).toBeTruthy();
    expect(screen.getByText("$2.00 per 1,000 more")).toBeTruthy();
    await screen.findByRole("link", { name: "INV-AB12-000001" });
    expect(await axeFindings(container)).toEqual([]);
  });

  it("is priced in the currency of the workspace", async () => {
    withPlan({ ...free, currency: "JPY" });
    openAt("/billing");
    expect(within(await screen.findByRole("region", { name: "Plans" })).getByText("¥7,400")).toBeTruthy();
  });

  it("can be looked at, but not changed, by who is no owner", async () => {
    withPlan(free, meAs("viewer"));
    openAt("/billing?plan=starter");
    expect((await screen.findByRole("button", { name: "Choose Starter" })).hasAttribute("disabled")).toBe(true);
    expect(screen.getByText("Only an owner of the workspace changes the plan.")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.getByRole("button", { name: "Add a card" }).hasAttribute("disabled")).toBe(true);
    expect(screen.getByText("Admins and members with the finance hat read the invoices.")).toBeTruthy();
  });

  it("opens its invoices and card to the finance hat", async () => {
    const server = withPlan(free, meAs("viewer", ["finance"]));
    openAt("/billing");
    expect(await screen.findByRole("link", { name: "INV-AB12-000001" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Add a card" }).hasAttribute("disabled")).toBe(false);
    expect(server.calls("GET", "/billing/invoices")).toHaveLength(1);
  });
});

describe("Moving up", () => {
  it("shows every line before it is paid, and asks once", async () => {
    let present = starter;
    const server = withPlan()
      .on("GET", "/billing/subscriptions/current", () => ({ body: present }))
      .on("POST", "/billing/subscriptions/preview", { body: upgrade })
      .on("POST", "/billing/subscriptions", () => {
        present = { ...starter, plan: "professional", planName: "Professional", priceMinor: 29_900 };
        return { status: 201, body: present };
      });
    const { user, router } = openAt("/billing");
    await user.click(await screen.findByRole("button", { name: "Upgrade to Professional" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Subscribe to Professional" }));
    expect(await dialog.findByText("−$24.50")).toBeTruthy();
    expect(dialog.getByText("$125.00")).toBeTruthy();
    expect(dialog.getByText("The next regular invoice comes on 5 Dec 2026.")).toBeTruthy();
    expect(router.state.location.search).toEqual({ plan: "professional" });
    expect(await axeFindings(document.body)).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Pay and subscribe" }));
    expect(await screen.findByText("The workspace is on Professional now.")).toBeTruthy();
    const [call] = server.calls("POST", "/billing/subscriptions");
    expect(call?.body).toEqual({ plan: "professional" });
    expect(call?.headers.get("Idempotency-Key")).toBeTruthy();
    expect(await screen.findByText("On Professional, paid until 5 Dec 2026.")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("confirms a payment that the bank asks about", async () => {
    let confirmed = false;
    const server = withPlan()
      .on("POST", "/billing/subscriptions/preview", { body: { ...upgrade, plan: "starter", lines: [line], dueNowMinor: 4900 } })
      .on("POST", "/billing/subscriptions", ({ body }) => {
        confirmed = (body as { confirmation?: string }).confirmation === "emb_1";
        return { status: 201, body: confirmed ? starter : { ...free, status: "incomplete", pendingPlan: "starter", action: "emb_1" } };
      });
    const { user } = openAt("/billing?plan=starter");
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(await dialog.findByLabelText("Visa ending in 3184"));
    await waitFor(() => expect(dialog.getByRole("button", { name: "Pay and subscribe" }).hasAttribute("disabled")).toBe(false));
    await user.click(dialog.getByRole("button", { name: "Pay and subscribe" }));
    await user.click(await dialog.findByRole("button", { name: "Confirm the payment" }));
    expect(await screen.findByText("The workspace is on Starter now.")).toBeTruthy();
    expect(server.calls("POST", "/billing/subscriptions").map((call) => call.body)).toEqual([
      { plan: "starter", paymentMethod: "pm_card_authenticationRequired" },
      { plan: "starter", paymentMethod: "pm_card_authenticationRequired", confirmation: "emb_1" },
    ]);
  });

  it("says that a card was declined, and takes another one", async () => {
    withPlan()
      .on("POST", "/billing/subscriptions/preview", { body: { ...upgrade, plan: "starter", lines: [line] } })
      .on("POST", "/billing/subscriptions", ({ body }) =>
        (body as { paymentMethod?: string }).paymentMethod === "pm_card_chargeDeclined" ? problem(402, "billing.payment_declined", { detail: "The payment was declined.", declineCode: "generic_decline" }) : { status: 201, body: starter },
      );
    const { user } = openAt("/billing?plan=starter");
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(await dialog.findByLabelText("Visa ending in 0002"));
    await dialog.findByText("What is billed now");
    await user.click(dialog.getByRole("button", { name: "Pay and subscribe" }));
    const alert = await dialog.findByRole("alert");
    expect(alert.textContent).toContain("The payment was declined.");
    expect(within(alert).queryByRole("link")).toBeNull();
    await user.click(dialog.getByLabelText("Visa ending in 4242"));
    expect(dialog.queryByRole("alert")).toBeNull();
    await user.click(dialog.getByRole("button", { name: "Pay and subscribe" }));
    expect(await screen.findByText("The workspace is on Starter now.")).toBeTruthy();
  });

  it("begins with the trial", async () => {
    const server = withPlan().on("POST", "/billing/subscriptions/:id/trial", { body: { ...free, plan: "professional", planName: "Professional", status: "trialing" } });
    const { user } = openAt("/billing");
    await user.click(await screen.findByRole("button", { name: "Try Professional for 14 days" }));
    expect(await screen.findByText("The trial has begun: 14 days of Professional.")).toBeTruthy();
    expect(server.calls("POST", "/billing/subscriptions/sub_1/trial")).toHaveLength(1);
  });

  it("counts the days of a trial", async () => {
    const ends = new Date(Date.now() + 3.5 * 86_400_000).toISOString();
    withPlan({ ...free, plan: "professional", planName: "Professional", status: "trialing", trialAvailable: false, trialEndsAt: ends });
    openAt("/billing");
    expect(await screen.findByText("4 days of the trial left")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Choose Professional" })).toBeTruthy();
    expect(screen.getByRole("button", { name: "End the trial…" })).toBeTruthy();
  });
});

describe("Moving down", () => {
  const professional = { ...starter, plan: "professional", planName: "Professional", priceMinor: 29_900 };

  it("begins with the next period, on the version that was read", async () => {
    const server = withPlan(professional)
      .on("POST", "/billing/subscriptions/preview", { body: { plan: "starter", currency: "USD", dueNowMinor: 0, at: free.periodEnd, nextInvoiceAt: free.periodEnd, lines: [line] } })
      .on("PUT", "/billing/subscriptions/:id", { body: { ...professional, pendingPlan: "starter" } });
    const { user } = openAt("/billing");
    await user.click(await screen.findByRole("button", { name: "Change to Starter" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(await dialog.findByText("Due on 5 Dec 2026")).toBeTruthy();
    await user.click(dialog.getByRole("button", { name: "Change to Starter" }));
    expect(await screen.findByText("Starter begins on 5 Dec 2026.")).toBeTruthy();
    const [call] = server.calls("PUT", "/billing/subscriptions/sub_1");
    expect(call?.body).toEqual({ plan: "starter" });
    expect(call?.headers.get("If-Match")).toBe('"7"');
  });

  it("says what must become less before", async () => {
    withPlan(professional)
      .on("POST", "/billing/subscriptions/preview", { body: { plan: "starter", currency: "USD", dueNowMinor: 0, at: free.periodEnd, nextInvoiceAt: free.periodEnd, lines: [line] } })
      .on("PUT", "/billing/subscriptions/:id", problem(409, "billing.too_much_for_plan", { reduce: [{ metric: "seats", limit: 5, used: 7 }] }));
    const { user } = openAt("/billing?plan=starter");
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(await dialog.findByRole("button", { name: "Change to Starter" }));
    const alert = await dialog.findByRole("alert");
    expect(alert.textContent).toContain("Seats: 7 in use, 5 in Starter. Remove 2 first.");
  });

  it("is taken back with one press", async () => {
    const server = withPlan({ ...professional, pendingPlan: "starter" }).on("PUT", "/billing/subscriptions/:id", { body: professional });
    const { user } = openAt("/billing");
    expect(await screen.findByText("Starter begins on 5 Dec 2026")).toBeTruthy();
    await user.click(screen.getAllByRole("button", { name: "Keep Professional" })[0] as HTMLElement);
    expect(await screen.findByText("Professional goes on.")).toBeTruthy();
    expect(server.calls("PUT", "/billing/subscriptions/sub_1")[0]?.body).toEqual({ plan: "professional" });
  });
});

describe("Canceling", () => {
  it("ends the plan with its period after its name was typed", async () => {
    const server = withPlan(starter).on("DELETE", "/billing/subscriptions/:id", { body: { ...starter, cancelAtPeriodEnd: true } });
    const { user } = openAt("/billing");
    await user.click(await screen.findByRole("button", { name: "Cancel the plan…" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByRole("button", { name: "Cancel the plan" }).hasAttribute("disabled")).toBe(true);
    await user.type(dialog.getByLabelText("Type “Starter” to confirm"), "Starter");
    await user.click(dialog.getByRole("button", { name: "Cancel the plan" }));
    expect(await screen.findByText("Starter ends on 5 Dec 2026; until then nothing changes.")).toBeTruthy();
    expect(server.calls("DELETE", "/billing/subscriptions/sub_1")[0]?.query.get("now")).toBeNull();
  });

  it("ends it now where that is asked for", async () => {
    const server = withPlan(starter).on("DELETE", "/billing/subscriptions/:id", { body: free });
    const { user } = openAt("/billing");
    await user.click(await screen.findByRole("button", { name: "Cancel the plan…" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByLabelText("Now"));
    await user.type(dialog.getByLabelText("Type “Starter” to confirm"), "Starter");
    await user.click(dialog.getByRole("button", { name: "End it now" }));
    await waitFor(() => expect(server.calls("DELETE", "/billing/subscriptions/sub_1")[0]?.query.get("now")).toBe("true"));
  });

  it("is undone until the period ends", async () => {
    const server = withPlan({ ...starter, cancelAtPeriodEnd: true }).on("PUT", "/billing/subscriptions/:id", { body: starter });
    const { user } = openAt("/billing");
    expect(await screen.findByText("Starter ends on 5 Dec 2026")).toBeTruthy();
    await user.click(screen.getAllByRole("button", { name: "Keep Starter" })[0] as HTMLElement);
    await waitFor(() => expect(server.calls("PUT", "/billing/subscriptions/sub_1")[0]?.body).toEqual({ cancelAtPeriodEnd: false }));
  });
});

describe("Paying", () => {
  it("says what failed and when it is tried again, and another card pays at once", async () => {
    const overdue = { invoiceId: "inv_9", since: "2026-11-20T09:00:00Z", nextAt: "2026-11-23T09:00:00Z" };
    const server = withPlan({ ...starter, status: "past_due", overdue }).on("POST", "/billing/payment-method", { body: starter });
    const { user } = openAt("/billing");
    expect(await screen.findByText("A payment failed")).toBeTruthy();
    expect(screen.getByText(/It is tried again on 23 Nov 2026, 09:00 UTC/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "what is owed" }).getAttribute("href")).toBe("/billing/invoices/inv_9");
    expect(screen.getByRole("button", { name: "Upgrade to Professional" }).hasAttribute("disabled")).toBe(true);
    await user.click(screen.getByRole("button", { name: "Replace the card" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByLabelText("Mastercard ending in 4444"));
    await user.click(dialog.getByRole("button", { name: "Use this card" }));
    expect(await screen.findByText("The card is on file, and what was owed is paid.")).toBeTruthy();
    expect(server.calls("POST", "/billing/payment-method")[0]?.body).toEqual({ paymentMethod: "pm_card_mastercard" });
  });

  it("is confirmed on Stripe’s page, whether it is the first one or that of a larger plan", async () => {
    const page = "https://invoice.stripe.com/i/1";
    withPlan({ ...free, provider: "stripe", status: "incomplete", pendingPlan: "starter", action: "pi_1_secret", actionUrl: page });
    const first = openAt("/billing");
    expect((await screen.findByRole("link", { name: "Confirm on Stripe’s page" })).getAttribute("href")).toBe(page);
    expect(screen.getByText("The first payment waits to be confirmed")).toBeTruthy();
    expect(await axeFindings(document.body)).toEqual([]);
    first.unmount();

    withPlan({ ...starter, provider: "stripe", pendingPlan: "professional", actionUrl: page });
    openAt("/billing");
    expect((await screen.findByRole("link", { name: "Confirm on Stripe’s page" })).getAttribute("href")).toBe(page);
    expect(screen.getByText("A payment waits to be confirmed")).toBeTruthy();
  });

  it("of a larger plan leads to the page at once", async () => {
    withPlan({ ...starter, provider: "stripe" })
      .on("POST", "/billing/subscriptions/preview", { body: upgrade })
      .on("POST", "/billing/subscriptions", problem(402, "billing.payment_action_required", { detail: "Confirm it.", action: null, actionUrl: "https://invoice.stripe.com/i/1" }));
    const { user } = openAt("/billing?plan=professional");
    const dialog = within(await screen.findByRole("dialog"));
    await waitFor(() => expect(dialog.getByRole("button", { name: "Pay and subscribe" }).hasAttribute("disabled")).toBe(false));
    await user.click(dialog.getByRole("button", { name: "Pay and subscribe" }));
    await waitFor(() => expect(leaveTo).toHaveBeenCalledWith("https://invoice.stripe.com/i/1"));
  });

  it("leads to Stripe where Stripe collects", async () => {
    const server = withPlan({ ...starter, provider: "stripe" }).on("POST", "/billing/portal", problem(409, "billing.no_customer", { detail: "There is no customer." }));
    const { user } = openAt("/billing");
    await user.click(await screen.findByRole("button", { name: "Open the Stripe portal" }));
    expect((await screen.findByRole("alert")).textContent).toContain("There is no customer.");
    expect(server.calls("POST", "/billing/portal")).toHaveLength(1);
  });
});
