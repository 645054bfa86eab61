import type { Narrow, Schemas } from "@/lib/api-schemas";

/** Pending until a signed checkpoint covers it. */
type ReceiptState = "pending" | "sealed";

export type ReceiptSummary = Narrow<Schemas["ReceiptItem"], { state: ReceiptState }>;
/** With the exact canonical text that is the leaf, and the bundle that verifies offline, byte for byte. */
export type Receipt = Narrow<Schemas["ReceiptResponse"], { state: ReceiptState }>;
/** What narrows the list; days are inclusive, in UTC. */
export interface ReceiptFilter {
  kind?: string | undefined;
  definition?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

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

/** A kind that this page does not know is told by its own name: `audit-checkpoint` becomes `Audit checkpoint`. */
export function kindName(kind: string): string {
  return kindWords[kind] ?? sentence(kind);
}

/** The words of a name in code: `approvedBy` and `approved-by` become `Approved by`. */
export function sentence(name: string): string {
  const words = name.replaceAll(/[-_.]/g, " ").replaceAll(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
