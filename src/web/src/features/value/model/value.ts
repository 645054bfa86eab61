export interface Terms {
  currency: string;
  unitPrice: string;
  share: string;
  minimumResult: string | null;
  floor: string | null;
  cap: string | null;
}

export type Schedule = "hourly" | "daily" | "weekly" | "monthly";
export type VersionState = "draft" | "submitted" | "in_review" | "changes_requested" | "approved" | "active" | "retired";

/** A baseline that is measured instead of fixed. */
export interface MeasuredBaseline {
  method: "mean" | "previous";
  measure: string;
  from: string | null;
  to: string | null;
}

export interface DefinitionVersion {
  version: number;
  state: VersionState;
  source: string;
  formula: string;
  /** The fixed baseline; 0 where it is measured. */
  baseline: string;
  baselineFrom: MeasuredBaseline | null;
  terms: Terms;
  schedule: Schedule;
  /** The first day of the first period. */
  startsOn: string;
  timeZone: string;
  createdAt: string;
  createdBy: string;
  activatedAt: string | null;
  /** An owner activated it alone: its receipts say so and are never billed. */
  selfActivated: boolean;
}

export interface Definition {
  id: string;
  name: string;
  metric: string;
  source: string;
  fields: string[];
  activeVersion: number | null;
  latest: DefinitionVersion;
  /** Empty in lists. */
  versions: DefinitionVersion[];
}

export interface Calculation {
  id: string;
  definitionId: string;
  definitionName: string;
  version: number;
  metric: string;
  source: string;
  period: string;
  from: string;
  to: string;
  timeZone: string;
  formula: string;
  variables: Record<string, string>;
  points: number;
  totals: Record<string, { count: string; sum: string; min: string; max: string }>;
  inputsKind: "days" | "points";
  inputsHash: string;
  result: string;
  fee: string;
  feeMinorUnits: number;
  currency: string;
  calculatedAt: string;
  receiptId: string;
  replaces: string | null;
  supersededBy: string | null;
  billable: boolean;
  selfActivated: boolean;
}

/** A measured point as it is sent: numbers are decimal strings. */
export interface ImportedPoint {
  source: string;
  id: string;
  time: string;
  fields: Record<string, string>;
}

/** What became of a batch; `results` has one entry a point, in the order they were sent. */
export interface PushAnswer {
  stored: number;
  repeated: number;
  corrected: number;
  conflicts: number;
  invalid: number;
  results: { id: string | null; status: "stored" | "repeated" | "corrected" | "conflict" | "invalid"; detail?: string | null }[];
}

export interface FormulaProblem {
  position: number;
  length: number;
  code: string;
  message: string;
}

export interface Evaluation {
  value: string | null;
  fee: string | null;
  points: number | null;
  error: FormulaProblem | null;
}
