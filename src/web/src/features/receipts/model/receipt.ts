import type { Narrow, Schemas } from "@/lib/api-schemas";

/** Pending until a signed checkpoint covers it. */
type ReceiptState = "pending" | "sealed";

export type ReceiptSummary = Narrow<Schemas["ReceiptItem"], { state: ReceiptState }>;
/** With the exact canonical text that is the leaf, and the bundle that verifies offline, byte for byte. */
export type Receipt = Narrow<Schemas["ReceiptResponse"], { state: ReceiptState }>;
export type CheckpointAnswer = Schemas["CheckpointResponse"];
export type ConsistencyAnswer = Schemas["ConsistencyResponse"];

export const kindWords: Record<string, string> = {
  calculation: "Calculation",
  "self-activated": "Self-activation",
  setup: "Set-up",
  "approval.decision": "Decision",
  "approval.signed_off": "Sign-off",
  "golive.enabled": "Go-live",
  "golive.paused": "Billing paused",
  "golive.resumed": "Billing resumed",
  invoice: "Invoice",
  "credit-note": "Credit note",
  "audit.checkpoint": "Audit checkpoint",
  epoch: "New epoch of the log",
};
