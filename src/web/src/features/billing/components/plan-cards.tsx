import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { cx } from "@/lib/cx";
import { formatDate } from "@/lib/format";
import type { Plan, Subscription } from "../model/billing";
import { addedFeatures, featureName, isFree, limitWords, moveTo, nextPlan, priceOf, type Move } from "../model/plans";

interface PlanCardsProps {
  plans: readonly Plan[];
  subscription: Subscription;
  isOwner: boolean;
  /** The plan that a link led to. */
  chosen: string | undefined;
  onChoose: (plan: string) => void;
}

const shownLimits = ["emails_sent", "leads", "ai_tasks", "seats"];

/** The tiers side by side: price, the limits that matter first, and what each adds to the one before. */
export function PlanCards({ plans, subscription, isOwner, chosen, onChoose }: PlanCardsProps) {
  return (
    <section aria-label="Plans">
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {plans.map((plan, at) => (
          <li
            key={plan.id}
            aria-current={plan.id === subscription.plan || undefined}
            className={cx("flex flex-col rounded-panel border bg-panel p-4", plan.id === chosen ? "border-accent outline-2 outline-accent" : plan.id === subscription.plan ? "border-accent" : "border-line")}
          >
            <div className="flex min-h-6 flex-wrap items-center justify-between gap-2">
              <h2>{plan.name}</h2>
              <PlanTag plan={plan} subscription={subscription} />
            </div>
            <p className="num mt-1">
              <span className="text-figure font-semibold tracking-[-0.02em]">{priceOf(plan, subscription.currency)}</span> <span className="text-ink-3">a month</span>
            </p>
            <ul className="num mt-3 flex flex-col gap-1 text-ink-2">
              {plan.limits
                .filter((limit) => shownLimits.includes(limit.metric))
                .map((limit) => (
                  <li key={limit.metric} className="flex justify-between gap-2">
                    {limit.title} <span className="text-ink">{limitWords(limit)}</span>
                  </li>
                ))}
            </ul>
            <p className="mt-3 mb-4 text-sm text-ink-3">
              {at > 0 ? `All of ${plans[at - 1]?.name ?? ""}, and ` : ""}
              {addedFeatures(plans, at).map(featureName).join(", ")}.
            </p>
            <div className="mt-auto">
              <ChooseButton plan={plan} move={moveTo(plan, subscription, plans)} isOwner={isOwner} blocked={subscription.overdue !== null} onChoose={onChoose} />
            </div>
          </li>
        ))}
      </ul>
      {isOwner ? null : <p className="mt-2 text-sm text-ink-3">Only an owner of the workspace changes the plan.</p>}
      {isOwner && subscription.overdue ? <p className="mt-2 text-sm text-ink-3">An overdue invoice is paid first; then the plan can change.</p> : null}
    </section>
  );
}

function PlanTag({ plan, subscription }: { plan: Plan; subscription: Subscription }) {
  if (plan.id === subscription.plan) return <Tag tone="accent">{subscription.status === "trialing" ? "in trial" : "your plan"}</Tag>;
  if (subscription.status !== "incomplete" && plan.id === nextPlan(subscription)) return <Tag>from {formatDate(subscription.periodEnd)}</Tag>;
  return null;
}

interface ChooseButtonProps {
  plan: Plan;
  move: Move;
  isOwner: boolean;
  /** Something is owed. */
  blocked: boolean;
  onChoose: (plan: string) => void;
}

function ChooseButton({ plan, move, isOwner, blocked, onChoose }: ChooseButtonProps) {
  if (move === "none") return null;
  const words = { subscribe: `Choose ${plan.name}`, upgrade: `Upgrade to ${plan.name}`, downgrade: isFree(plan) ? "Go to Free" : `Change to ${plan.name}`, keep: `Keep ${plan.name}` };
  return (
    <Button tone={move === "subscribe" || move === "upgrade" ? "main" : "plain"} className="w-full" disabled={!isOwner || (blocked && move !== "downgrade")} onClick={() => onChoose(plan.id)}>
      {words[move]}
    </Button>
  );
}
