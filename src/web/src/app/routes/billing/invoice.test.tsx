import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { invoice, line, withBilling } from "@/testing/billing-builders";
import { withSession } from "@/testing/builders";
import { FakeApi, problem } from "@/testing/fake-api";
import { openAt } from "@/testing/render";

const whole = {
  ...invoice,
  lines: [
    { ...line, kind: "value", description: "Monthly revenue", amountMinor: 2000, receipts: ["rcp_0000000000000000000000000b"] },
    { ...line, kind: "overage", description: "E-mails sent", amountMinor: 400, metric: "emails_sent", quantity: "2000" },
    line,
  ],
  subtotalMinor: 7300,
  taxRatePpm: 190_000,
  taxMinor: 1387,
  totalMinor: 8687,
  creditMinor: 687,
  paidMinor: 8000,
  creditNotes: [{ id: "cn_1", number: "CN-AB12-000001", reason: "Billed twice", amountMinor: 500, taxMinor: 80, toBalanceMinor: 500, createdAt: "2026-11-22T09:00:00Z", receiptId: "rcp_0000000000000000000000000c" }],
};

function withInvoice(body: object = whole): FakeApi {
  return withBilling(withSession(new FakeApi())).on("GET", "/billing/invoices/:id", { body });
}

describe("An invoice", () => {
  it("is reached from the list, page by page", async () => {
    const server = withInvoice();
    const { user, router } = openAt("/billing");
    await user.click(await screen.findByRole("link", { name: "Next page" }));
    expect(router.state.location.search).toEqual({ cursor: "page-2" });
    expect(server.calls("GET", "/billing/invoices").at(-1)?.query.get("cursor")).toBe("page-2");
    await user.click(await screen.findByRole("link", { name: "INV-AB12-000001" }));
    expect(await screen.findByRole("heading", { name: "INV-AB12-000001" })).toBeTruthy();
  });

  it("shows its lines by what they are for, with tax, credit and the receipts that prove it", async () => {
    withInvoice();
    const { container } = openAt("/billing/invoices/inv_1");
    const table = within(await screen.findByRole("table", { name: "Lines of the invoice" }));
    expect(table.getAllByRole("rowheader").map((cell) => cell.textContent)).toEqual(["Plan", "Usage beyond the plan", "Value fees", "Subtotal", "Tax, 19 %", "Total", "Paid by credit", "Paid"]);
    expect(table.getByText("$86.87")).toBeTruthy();
    expect(table.getByRole("link").getAttribute("href")).toBe("/receipts/rcp_0000000000000000000000000b");
    expect(screen.getByText("CN-AB12-000001")).toBeTruthy();
    expect(screen.getByText("−$5.00")).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("says why its PDF cannot be had", async () => {
    withInvoice().on("GET", "/billing/invoices/:id/pdf", problem(503, "http.unavailable"));
    const { user } = openAt("/billing/invoices/inv_1");
    await user.click(await screen.findByRole("button", { name: "Download PDF" }));
    expect((await screen.findByRole("alert")).textContent).toContain("http.unavailable");
  });

  it("has no PDF while it is a draft", async () => {
    withInvoice({ ...whole, status: "draft", number: null, finalizedAt: null, paidAt: null, receiptId: null });
    openAt("/billing/invoices/inv_1");
    expect((await screen.findByRole("button", { name: "Download PDF" })).hasAttribute("disabled")).toBe(true);
    expect(screen.getByText("Not final yet")).toBeTruthy();
  });

  it("of Stripe is opened there", async () => {
    withInvoice({ ...whole, page: "https://invoice.stripe.com/i/1" });
    openAt("/billing/invoices/inv_1");
    expect((await screen.findByRole("link", { name: "Open at Stripe" })).getAttribute("href")).toBe("https://invoice.stripe.com/i/1");
  });

  it("of somebody else is not found", async () => {
    withInvoice().on("GET", "/billing/invoices/:id", problem(404, "http.not_found"));
    openAt("/billing/invoices/inv_2");
    expect(await screen.findByText("Not found in this workspace")).toBeTruthy();
  });
});
