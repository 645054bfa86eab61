import type { Narrow, Schemas } from "@/lib/api-schemas";

/** Where a subscription stands. */
export type Status = "trialing" | "active" | "past_due" | "unpaid" | "paused" | "canceled" | "incomplete";
type Kind = "counter" | "gauge";

export type Subscription = Narrow<Schemas["SubscriptionResponse"], { status: Status; provider: "embedded" | "stripe" }>;
export type PaymentMethod = Schemas["PaymentMethodResponse"];

export type PlanLimit = Narrow<Schemas["PricingLimit"], { kind: Kind }>;
export type Plan = Narrow<Schemas["PricingPlan"], { limits: PlanLimit[] }>;

export type MetricUsage = Narrow<Schemas["MetricNow"], { kind: Kind }>;
export type Usage = Narrow<Schemas["CurrentUsageResponse"], { metrics: MetricUsage[] }>;
export type UsageHistory = Schemas["UsageHistoryResponse"];

export type LineKind = "plan" | "proration" | "overage" | "late_usage" | "value" | "other";
export type InvoiceLine = Narrow<Schemas["InvoiceLineResponse"], { kind: LineKind }>;
export type Preview = Narrow<Schemas["PreviewChangeResponse"], { lines: InvoiceLine[] }>;

export type InvoiceStatus = "draft" | "open" | "paid" | "void" | "uncollectible";
export type CreditNote = Schemas["CreditNoteResponse"];
export type Invoice = Narrow<Schemas["InvoiceResponse"], { status: InvoiceStatus; lines: InvoiceLine[] | null }>;
