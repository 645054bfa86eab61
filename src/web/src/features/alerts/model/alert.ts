import type { TagTone } from "@/components/ui/tag";
import type { Narrow, Schemas } from "@/lib/api-schemas";
import type { Channel } from "./channel";

export type Severity = "info" | "warning" | "critical";
export type AlertState = "open" | "acknowledged" | "snoozed" | "resolved";
export type Condition = "above" | "below" | "change" | "missing" | "source_failing" | "accuracy_below";
export type Sensitivity = "low" | "normal" | "high";

export interface Subject {
  definitionId?: string | null;
  source?: string | null;
  field?: string | null;
}

export type Alert = Narrow<Schemas["AlertResponse"], { severity: Severity; state: AlertState; on: Subject | null; score: number | null; count: number }>;

export type Rule = Narrow<Schemas["AlertRuleBody"], { condition: Condition; severity: Severity; on: Subject | null }>;

export interface Rules {
  detector: { enabled: boolean; sensitivity: Sensitivity; severity: Severity };
  rules: Rule[];
  email: Severity[];
  escalateAfterHours: number;
  channels: Channel[];
}

export interface Backtest {
  points: { at: string; period: string; value: string; score: number | null; alerts: boolean; reason: string }[];
  alerts: number;
}

/** What is tried on history: a rule's condition, or the detector. */
export interface Trial {
  condition: Exclude<Condition, "source_failing" | "accuracy_below"> | "anomaly";
  on: Subject;
  threshold?: string | null;
  sensitivity?: Sensitivity;
}

export const severityTones: Record<Severity, TagTone> = { info: "neutral", warning: "warn", critical: "bad" };
export const stateTones: Record<AlertState, TagTone> = { open: "accent", acknowledged: "neutral", snoozed: "neutral", resolved: "good" };

export const conditionNames: Record<Condition, string> = {
  above: "is above",
  below: "is below",
  change: "changes by more than",
  missing: "has no points for",
  source_failing: "cannot be read",
  accuracy_below: "is less accurate than",
};

/** What the threshold of a condition is counted in. */
export const units: Record<Condition, string> = { above: "", below: "", change: "%", missing: "days", source_failing: "", accuracy_below: "%" };

/** What a condition can be asked of. */
export function watches(condition: Condition): "series" | "source" | "definition" {
  if (condition === "missing" || condition === "source_failing") return "source";
  return condition === "accuracy_below" ? "definition" : "series";
}

/** What an alert or a rule is about, in words. */
export function subjectInWords(on: Subject | null, nameOf: (definitionId: string) => string): string {
  if (on?.definitionId) return nameOf(on.definitionId);
  if (!on?.source) return "everything";
  if (!on.field) return `source ${on.source}`;
  return on.field === "*" ? `points of ${on.source}` : `${on.field} of ${on.source}`;
}

/** When a rule alerts: `Monthly revenue changes by more than 50 %`. */
export function ruleInWords(rule: Rule, nameOf: (definitionId: string) => string): string {
  const any = watches(rule.condition) === "source" ? "any source" : "any definition";
  const about = watches(rule.condition) === "source" && rule.on?.source ? `source ${rule.on.source}` : rule.on ? subjectInWords(rule.on, nameOf) : any;
  return [about, conditionNames[rule.condition], rule.threshold, units[rule.condition]].filter(Boolean).join(" ");
}

/** Why there is an alert. The period that the API begins it with stands beside the figure, as people write it. */
export function reasonOf({ reason, period }: Pick<Alert, "reason" | "period">): string {
  return period && reason.startsWith(`${period}: `) ? reason.slice(period.length + 2) : reason;
}

/** The trial that shows the series of an alert; null for one that is not about a figure. */
export function trialOf(alert: Alert): Trial | null {
  const { on } = alert;
  return on && (on.definitionId ?? (on.source && on.field)) ? { condition: "anomaly", on } : null;
}
