import type { TagTone } from "@/components/ui/tag";
import { formatCount, formatMinor } from "@/lib/format";
import type { Plan, PlanLimit, Subscription } from "./billing";

export function isFree(plan: Plan): boolean {
  return Object.values(plan.prices).every((price) => price === 0);
}

/** Whether nothing is paid at present: on Free, in a trial, or while the first payment waits. */
export function paysNothing(subscription: Subscription): boolean {
  return subscription.priceMinor === 0;
}

/** The price of a month in the workspace's currency; in dollars where there is none. */
export function priceOf(plan: Plan, currency: string): string {
  const known = currency in plan.prices ? currency : "USD";
  return formatMinor(plan.prices[known] ?? 0, known);
}

export function limitWords({ limit }: Pick<PlanLimit, "limit">): string {
  return limit === null ? "unlimited" : formatCount(limit);
}

export function overageWords(overage: PlanLimit["overage"], currency: string): string {
  if (!overage) return "";
  const known = currency in overage.prices ? currency : "USD";
  return `${formatMinor(overage.prices[known] ?? 0, known)} per ${formatCount(overage.per)} more`;
}

const featureNames: Record<string, string> = {
  basic_ai: "Basic AI",
  email_support: "E-mail support",
  multi_channel: "Multi-channel",
  priority_support: "Priority support",
  salesboard: "Salesboard",
  knowledge: "Knowledge",
  workflows: "Workflows",
  agentic_engine: "Agentic engine",
  support_24_7: "Support day and night",
  safety_console: "Safety console",
  voice_to_action: "Voice to action",
  custom_integrations: "Custom integrations",
  success_manager: "Success manager",
};

export function featureName(feature: string): string {
  return featureNames[feature] ?? feature.replaceAll("_", " ");
}

/** What a plan adds to the one below it. */
export function addedFeatures(plans: readonly Plan[], at: number): string[] {
  const below = new Set(plans[at - 1]?.features ?? []);
  return (plans[at]?.features ?? []).filter((feature) => !below.has(feature));
}

/** The smallest plan above the present one that has room for more of a metric. */
export function planWithMore(plans: readonly Plan[], present: string, metric: string): Plan | undefined {
  const own = plans.findIndex((plan) => plan.id === present);
  const limit = limitOf(plans[own], metric);
  return plans.slice(own + 1).find((plan) => {
    const more = limitOf(plan, metric);
    return more === null || (limit !== null && limit !== undefined && more !== undefined && more > limit);
  });
}

function limitOf(plan: Plan | undefined, metric: string): number | null | undefined {
  return plan?.limits.find((limit) => limit.metric === metric)?.limit;
}

/** What becomes of the subscription when a plan is chosen. */
export type Move = "subscribe" | "upgrade" | "downgrade" | "keep" | "none";

export function moveTo(plan: Plan, subscription: Subscription, plans: readonly Plan[]): Move {
  const rank = (id: string) => plans.findIndex((other) => other.id === id);
  if (paysNothing(subscription)) return isFree(plan) ? "none" : "subscribe";
  if (plan.id === subscription.plan) return subscription.cancelAtPeriodEnd || subscription.pendingPlan ? "keep" : "none";
  return rank(plan.id) > rank(subscription.plan) ? "upgrade" : "downgrade";
}

/** The plan that follows with the next period; the present one where nothing changes. */
export function nextPlan(subscription: Subscription): string {
  return subscription.cancelAtPeriodEnd ? "free" : (subscription.pendingPlan ?? subscription.plan);
}

/** The state in a word. */
export function standing(subscription: Subscription): { tone: TagTone; word: string } {
  switch (subscription.status) {
    case "trialing":
      return { tone: "accent", word: "trial" };
    case "past_due":
      return { tone: "bad", word: "payment failed" };
    case "unpaid":
      return { tone: "bad", word: "unpaid" };
    case "incomplete":
      return { tone: "warn", word: "payment to confirm" };
    case "paused":
      return { tone: "warn", word: "paused" };
    case "canceled":
      return { tone: "neutral", word: "canceled" };
    case "active":
      if (subscription.cancelAtPeriodEnd) return { tone: "warn", word: "ends with its period" };
      return { tone: paysNothing(subscription) ? "neutral" : "good", word: "active" };
  }
}

/** Whole days until then, a begun one counted. */
export function daysUntil(instant: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - now.getTime()) / 86_400_000));
}
