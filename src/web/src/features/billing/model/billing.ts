/** Where a subscription stands. */
export type Status = "trialing" | "active" | "past_due" | "unpaid" | "paused" | "canceled" | "incomplete";

export interface Subscription {
  id: string;
  plan: string;
  planName: string;
  status: Status;
  provider: "embedded" | "stripe";
  currency: string;
  priceMinor: number;
  periodStart: string;
  periodEnd: string;
  timeZone: string;
  trialEndsAt: string | null;
  trialAvailable: boolean;
  cancelAtPeriodEnd: boolean;
  pendingPlan: string | null;
  action: string | null;
  paymentMethod: PaymentMethod | null;
  overdue: { invoiceId: string; since: string; nextAt: string | null } | null;
  creditBalanceMinor: number;
}

export interface PaymentMethod {
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
}

export interface PlanLimit {
  metric: string;
  title: string;
  kind: "counter" | "gauge";
  limit: number | null;
  soft: boolean;
  overage: { per: number; prices: Record<string, number> } | null;
}

export interface Plan {
  id: string;
  name: string;
  prices: Record<string, number>;
  limits: PlanLimit[];
  features: string[];
  requestsPerMinute: number;
  eventsPerMinute: number;
  rawEventDays: number;
  support: { firstAnswerHours: number; resolutionHours: number | null };
}

export interface MetricUsage {
  metric: string;
  title: string;
  kind: "counter" | "gauge";
  used: string | null;
  reserved: string;
  late: string;
  limit: string | null;
  soft: boolean;
  percent: number | null;
  resetsAt: string | null;
}

export interface Usage {
  plan: string;
  periodStart: string;
  periodEnd: string;
  metrics: MetricUsage[];
}

export interface UsageHistory {
  from: string;
  to: string;
  days: { day: string; metric: string; used: string; late: string }[];
}

export type LineKind = "plan" | "proration" | "overage" | "late_usage" | "value" | "other";

export interface InvoiceLine {
  kind: LineKind;
  description: string;
  amountMinor: number;
  discountMinor: number;
  taxMinor: number;
  from: string;
  to: string;
  metric: string | null;
  quantity: string | null;
  receipts: string[];
}

export interface Preview {
  plan: string;
  currency: string;
  dueNowMinor: number;
  at: string;
  nextInvoiceAt: string | null;
  lines: InvoiceLine[];
}

export type InvoiceStatus = "draft" | "open" | "paid" | "void" | "uncollectible";

export interface InvoiceSummary {
  id: string;
  number: string | null;
  status: InvoiceStatus;
  currency: string;
  billTo: string;
  createdAt: string;
  finalizedAt: string | null;
  paidAt: string | null;
  periodStart: string;
  periodEnd: string;
  subtotalMinor: number;
  discountMinor: number;
  taxRatePpm: number;
  taxMinor: number;
  totalMinor: number;
  creditMinor: number;
  dueMinor: number;
  paidMinor: number;
  outstandingMinor: number;
  creditedMinor: number;
  receiptId: string | null;
  page: string | null;
}

export interface CreditNote {
  id: string;
  number: string;
  reason: string;
  amountMinor: number;
  taxMinor: number;
  toBalanceMinor: number;
  createdAt: string;
  receiptId: string;
}

export interface Invoice extends InvoiceSummary {
  lines: InvoiceLine[] | null;
  creditNotes: CreditNote[] | null;
}
