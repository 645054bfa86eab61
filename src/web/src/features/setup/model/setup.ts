import type { Narrow, Schemas } from "@/lib/api-schemas";

export type StepName = "api-integration" | "data-source" | "metrics-config" | "baseline" | "testing";
export type StepState = "empty" | "saved" | "validated" | "failed" | "stale";
export type SourceKind = Narrow<Schemas["SourceKind"], { mode: "pull" | "push" | "upload" }>;
export type Step = Narrow<Schemas["SetupStep"], { name: StepName; state: StepState }>;
export type Sync = Narrow<Schemas["SetupSync"], { status: "running" | "idle" | "waiting" | "stopped" | "paused" }>;
export type Baseline = Narrow<Schemas["BaselineSettings"], { method: "mean" | "median" | "trailing" | "fixed"; period: "hourly" | "daily" | "weekly" | "monthly" }>;
export type Suggestion = Narrow<Schemas["SetupSuggestion"], { baseline: Baseline }>;
export type Settings = Schemas["SetupSettings"];
export type Sample = Schemas["SampleResult"];
export type MetricsConfig = Schemas["MetricsConfigSettings"];
export type Setup = Narrow<Schemas["SetupResponse"], { steps: Step[]; kinds: SourceKind[]; sync: Sync | null; suggestion: Suggestion | null }>;

export interface StepText {
  name: StepName;
  title: string;
  purpose: string;
}

/** The five steps, in their order. */
export const stepTexts: readonly StepText[] = [
  { name: "api-integration", title: "API integration", purpose: "Where your data comes from, and what opens it." },
  { name: "data-source", title: "Data source", purpose: "What is read there, and the name under which it is kept here." },
  { name: "metrics-config", title: "Metrics", purpose: "Which fields become numbers, and what is measured of them." },
  { name: "baseline", title: "Baseline", purpose: "What would have been without you: the level of past periods." },
  { name: "testing", title: "Testing", purpose: "A figure that you know to be right, beside the one that is measured." },
];

export const stateWords: Record<StepState, { word: string; tone: "good" | "warn" | "bad" | "neutral" }> = {
  empty: { word: "not begun", tone: "neutral" },
  saved: { word: "not checked", tone: "neutral" },
  validated: { word: "right", tone: "good" },
  failed: { word: "not right", tone: "bad" },
  stale: { word: "check again", tone: "warn" },
};

/** The step to go on with: the first that is not right, or the last. */
export function stepToGoOn(setup: Setup): StepName {
  return (setup.steps.find((step) => step.state !== "validated") ?? setup.steps.at(-1))?.name ?? "api-integration";
}

/** The first step before one that is not right yet. */
export function openBefore(setup: Setup, step: StepName): StepText | undefined {
  const before = setup.steps.slice(0, setup.steps.findIndex((other) => other.name === step));
  const open = before.find((other) => other.state !== "validated");
  return stepTexts.find((text) => text.name === open?.name);
}

export function kindOf(setup: Setup): SourceKind | undefined {
  return setup.kinds.find((kind) => kind.kind === setup.settings.apiIntegration?.kind);
}
