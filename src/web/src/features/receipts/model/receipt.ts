/** A receipt as lists show it. */
export interface ReceiptSummary {
  id: string;
  kind: string;
  index: number;
  epoch: number;
  /** Pending until a signed checkpoint covers it. */
  state: "pending" | "sealed";
  issuedAt: string;
}

export interface Receipt extends ReceiptSummary {
  /** The exact canonical text that is the leaf of the log. */
  statement: string;
  leafHash: string;
  /** The thumbprint of the key that signed the checkpoint. */
  keyId: string | null;
  /** The file that verifies offline, byte for byte. */
  bundle: string | null;
}

export interface CheckpointAnswer {
  origin: string;
  epoch: number;
  size: number;
  root: string;
  note: string;
  jws: string;
  keyId: string;
  /** Receipts that wait for the next checkpoint. */
  pending: number;
  /** The log is stopped because it would not extend what was signed before. */
  halted: boolean;
}

export const kindWords: Record<string, string> = {
  calculation: "Calculation",
  "self-activated": "Self-activation",
  setup: "Set-up",
  approval: "Approval",
  golive: "Go-live",
  epoch: "New epoch of the log",
};
