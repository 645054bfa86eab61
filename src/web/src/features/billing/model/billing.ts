import type { Narrow, Schemas } from "@/lib/api-schemas";

/** Where a subscription stands. */
export type Status = "trialing" | "active" | "past_due" | "unpaid" | "paused" | "canceled" | "incomplete";
type Kind = "counter" | "gauge";

export type Subscription = Narrow<Schemas["SubscriptionResponse"], { status: Status; provider: "embedded" | "stripe" }>;
export type PaymentMethod = Schemas["PaymentMethodResponse"];

export type PlanLimit = Narrow<Schemas["PricingLimit"], { kind: Kind }>;
export type Plan = Narrow<Schemas["PricingPlan"], { limits: PlanLimit[] }>;

export interface MetricUsage {
  metric: string;
  title: string;
  kind: Kind;
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
export type InvoiceLine = Narrow<Schemas["InvoiceLineResponse"], { kind: LineKind }>;
export type Preview = Narrow<Schemas["PreviewChangeResponse"], { lines: InvoiceLine[] }>;

export type InvoiceStatus = "draft" | "open" | "paid" | "void" | "uncollectible";
export type CreditNote = Schemas["CreditNoteResponse"];
export type Invoice = Narrow<Schemas["InvoiceResponse"], { status: InvoiceStatus; lines: InvoiceLine[] | null }>;
