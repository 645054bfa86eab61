import type { FakeApi } from "./fake-api";
import plansFile from "../../../Artisan.Areas/Billing/Plans/plans.json";

/** The price list, as the API makes it of the file of plans. */
export const plans = plansFile.plans.map((plan) => ({
  ...plan,
  limits: plansFile.metrics.map((metric) => ({
    metric: metric.name,
    title: metric.title,
    kind: metric.kind,
    limit: (plan.limits as Record<string, number | null>)[metric.name] ?? null,
    soft: metric.name in plan.overage,
    overage: (plan.overage as Record<string, unknown>)[metric.name] ?? null,
  })),
}));

export const free = {
  id: "sub_1",
  plan: "free",
  planName: "Free",
  status: "active",
  provider: "embedded",
  currency: "USD",
  priceMinor: 0,
  periodStart: "2026-11-05T09:00:00Z",
  periodEnd: "2026-12-05T09:00:00Z",
  timeZone: "UTC",
  trialEndsAt: null,
  trialAvailable: true,
  cancelAtPeriodEnd: false,
  pendingPlan: null,
  action: null,
  actionUrl: null,
  paymentMethod: null,
  overdue: null,
  creditBalanceMinor: 0,
};

export const starter = { ...free, plan: "starter", planName: "Starter", priceMinor: 4900, trialAvailable: false, paymentMethod: { brand: "visa", last4: "4242", expMonth: 12, expYear: 2030 } };

const metricNow = { kind: "counter", reserved: "0", late: "0", soft: false, resetsAt: "2026-12-05T09:00:00Z" };

export const usage = {
  plan: "free",
  periodStart: free.periodStart,
  periodEnd: free.periodEnd,
  metrics: [
    { ...metricNow, metric: "emails_sent", title: "E-mails sent", used: "100", limit: "100", percent: 100 },
    { ...metricNow, metric: "api_calls", title: "API calls", used: "8500", limit: "10000", percent: 85 },
    { ...metricNow, metric: "seats", title: "Seats", kind: "gauge", used: "1", limit: "2", percent: 50, resetsAt: null },
    { ...metricNow, metric: "leads", title: "Leads", kind: "gauge", used: null, limit: "50", percent: null, resetsAt: null },
  ],
};

export const line = { kind: "plan", description: "Starter, a month", amountMinor: 4900, discountMinor: 0, taxMinor: 0, from: "2026-11-21T09:00:00Z", to: "2026-12-21T09:00:00Z", metric: null, quantity: null, receipts: [] };

export const invoice = {
  id: "inv_1",
  number: "INV-AB12-000001",
  status: "paid",
  currency: "USD",
  billTo: "CDNow Inc.",
  createdAt: "2026-11-21T09:00:00Z",
  finalizedAt: "2026-11-21T09:00:00Z",
  paidAt: "2026-11-21T09:00:00Z",
  periodStart: "2026-11-21T09:00:00Z",
  periodEnd: "2026-12-21T09:00:00Z",
  subtotalMinor: 4900,
  discountMinor: 0,
  taxRatePpm: 0,
  taxMinor: 0,
  totalMinor: 4900,
  creditMinor: 0,
  dueMinor: 4900,
  paidMinor: 4900,
  outstandingMinor: 0,
  creditedMinor: 0,
  receiptId: "rcp_0000000000000000000000000a",
  page: null,
  lines: null,
  creditNotes: null,
};

/** A workspace's plan, usage and invoices. */
export function withBilling(api: FakeApi, subscription: object = free): FakeApi {
  return api
    .on("GET", "/billing/pricing-plans", { body: { plans } })
    .on("GET", "/billing/subscriptions/current", { body: subscription, headers: { ETag: '"7"' } })
    .on("GET", "/billing/usage/current", { body: usage })
    .on("GET", "/billing/usage/history", { body: { from: "2026-11-19", to: "2026-11-21", days: [{ day: "2026-11-20", metric: "emails_sent", used: "60", late: "0" }] } })
    .on("GET", "/billing/invoices", { body: { items: [invoice], next: "page-2" } });
}
