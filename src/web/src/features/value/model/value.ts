import type { Narrow, Schemas } from "@/lib/api-schemas";

export type Schedule = "hourly" | "daily" | "weekly" | "monthly";
export type VersionState = "draft" | "submitted" | "in_review" | "changes_requested" | "approved" | "active" | "retired";
export type Terms = Schemas["TermsResponse"];

/** A baseline that is measured instead of fixed. */
export type MeasuredBaseline = Narrow<Schemas["BaselineResponse"], { method: "mean" | "median" | "previous" | "trailing" }>;
export type DefinitionVersion = Narrow<Schemas["DefinitionVersionResponse"], { state: VersionState; schedule: Schedule; baselineFrom: MeasuredBaseline | null }>;
/** `versions` is empty in lists. */
export type Definition = Narrow<Schemas["DefinitionResponse"], { latest: DefinitionVersion; versions: DefinitionVersion[] }>;

export type Calculation = Schemas["CalculationResponse"];
export type Evaluation = Schemas["EvaluateFormulaResponse"];
export type FormulaProblem = Schemas["FormulaProblem"];

/** A measured point as it is sent: numbers are decimal strings. */
export interface ImportedPoint {
  source: string;
  id: string;
  time: string;
  fields: Record<string, string>;
}

export type PushedPoint = Narrow<Schemas["PushedPoint"], { status: "stored" | "repeated" | "corrected" | "conflict" | "invalid" }>;

/** What became of a batch; `results` has one entry a point, in the order they were sent. */
export interface PushAnswer {
  stored: number;
  repeated: number;
  corrected: number;
  results: PushedPoint[];
}
