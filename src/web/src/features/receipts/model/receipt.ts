/** A receipt as lists show it. */
export interface ReceiptSummary {
  id: string;
  kind: string;
  title: string;
  issuedAt: string;
  epoch: number;
  index: number;
  state: "pending" | "sealed";
  /** Size of the first checkpoint that covers it. */
  checkpointSize: number | null;
  period: string | null;
  value: string | null;
  fee: string | null;
  currency: string | null;
}

export interface Receipt extends ReceiptSummary {
  /** The exact canonical text that is the leaf of the log. */
  statement: string;
  leafHash: string;
}

export interface CheckpointAnswer {
  origin: string;
  size: number;
  root: string;
  note: string;
  jws: string;
  signedAt: string | null;
}

export const kindWords: Record<string, string> = {
  calculation: "Calculation",
  "self-activated": "Self-activation",
  setup: "Set-up",
  approval: "Approval",
  golive: "Go-live",
  epoch: "New epoch of the log",
};
