import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Callout } from "@/components/feedback/callout";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Figures } from "@/components/layout/figures";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { formatDate, formatMinor, formatTime, plural } from "@/lib/format";
import { useBusinessNow } from "@/lib/test-clock";
import { useStartTrial } from "../api/start-trial";
import { useUpdateSubscription } from "../api/update-subscription";
import type { Plan, Subscription } from "../model/billing";
import { daysUntil, nextPlan, paysNothing, priceOf, standing } from "../model/plans";
import { CancelDialog } from "./cancel-dialog";

/** What is true now, in one sentence. */
export function standingSentence(subscription: Subscription): string {
  const { planName, status, periodEnd, trialEndsAt, cancelAtPeriodEnd } = subscription;
  if (status === "trialing" && trialEndsAt) return `A trial of ${planName} until ${formatDate(trialEndsAt)}; then the workspace is on Free, with all its data.`;
  if (status === "past_due" || status === "unpaid") return `On ${planName}, with a payment that failed.`;
  if (status === "incomplete") return "The first payment waits to be confirmed.";
  if (cancelAtPeriodEnd) return `On ${planName} until ${formatDate(periodEnd)}, then on Free.`;
  if (paysNothing(subscription)) return `On ${planName}: nothing is paid, and every limit is hard.`;
  return `On ${planName}, paid until ${formatDate(periodEnd)}.`;
}

interface StandingProps {
  subscription: Subscription;
  etag: string | undefined;
  plans: readonly Plan[];
  isOwner: boolean;
  /** Opens the dialog of the plan whose payment waits. */
  onConfirm: (plan: string) => void;
  onDone: (sentence: string) => void;
}

/** Plan, period, next invoice and what needs attention. */
export function Standing({ subscription, etag, plans, isOwner, onConfirm, onDone }: StandingProps) {
  const { tone, word } = standing(subscription);
  return (
    <>
      <Attention subscription={subscription} etag={etag} plans={plans} isOwner={isOwner} onConfirm={onConfirm} onDone={onDone} />
      <Figures
        figures={[
          {
            label: "Plan",
            value: (
              <span className="flex flex-wrap items-center gap-2">
                {subscription.planName} <Tag tone={tone}>{word}</Tag>
              </span>
            ),
            note: paysNothing(subscription) ? "nothing to pay" : `${formatMinor(subscription.priceMinor, subscription.currency)} a month, before tax`,
          },
          { label: "Period", value: formatDate(subscription.periodEnd), note: `ends; it began ${formatDate(subscription.periodStart)}` },
          nextInvoice(subscription, plans),
          {
            label: "Credit",
            value: formatMinor(subscription.creditBalanceMinor, subscription.currency),
            note: subscription.creditBalanceMinor > 0 ? "pays the next invoices" : "none left to use",
          },
        ]}
      />
      {isOwner ? <OwnerActions subscription={subscription} onDone={onDone} /> : null}
    </>
  );
}

function nextInvoice(subscription: Subscription, plans: readonly Plan[]) {
  const follows = plans.find((plan) => plan.id === nextPlan(subscription));
  if (paysNothing(subscription) || !follows) return { label: "Next invoice", value: "none", note: "there is nothing to bill" };
  const usage = subscription.cancelAtPeriodEnd ? "for usage beyond the plan, if there is any" : `${priceOf(follows, subscription.currency)} for ${follows.name}, and usage beyond the plan`;
  return { label: "Next invoice", value: formatDate(subscription.periodEnd), note: usage };
}

function Attention({ subscription, etag, plans, isOwner, onConfirm, onDone }: StandingProps) {
  const now = useBusinessNow();
  const update = useUpdateSubscription();
  const { status, trialEndsAt, overdue, pendingPlan } = subscription;
  const keep = (
    <>
      <Button
        className="mt-2"
        busy={update.isPending}
        disabled={!isOwner}
        onClick={() => update.mutate({ id: subscription.id, etag, to: pendingPlan ? { plan: subscription.plan } : { cancelAtPeriodEnd: false } }, { onSuccess: () => onDone(`${subscription.planName} goes on.`) })}
      >
        Keep {subscription.planName}
      </Button>
      <ProblemNote error={update.error} className="mt-2" />
    </>
  );
  if (overdue) {
    return (
      <Callout state="failed" title="A payment failed" className="mb-4">
        <p>
          It failed first on {formatDate(overdue.since)}.{" "}
          {overdue.nextAt ? `${status === "unpaid" ? "The workspace goes to Free, its data kept, on" : "It is tried again on"} ${formatTime(overdue.nextAt)}.` : ""} Replace the card below and{" "}
          <Link to="/billing/invoices/$id" params={{ id: overdue.invoiceId }} className="prose-link">
            what is owed
          </Link>{" "}
          is paid at once.
        </p>
      </Callout>
    );
  }
  if (pendingPlan && (status === "incomplete" || subscription.actionUrl)) {
    return (
      <Callout state="warning" title={status === "incomplete" ? "The first payment waits to be confirmed" : "A payment waits to be confirmed"} className="mb-4">
        <p>Until then nothing has changed.</p>
        {subscription.actionUrl ? (
          <Button asChild className="mt-2">
            <a href={subscription.actionUrl} rel="noreferrer">
              Confirm on Stripe’s page
            </a>
          </Button>
        ) : isOwner ? (
          <Button className="mt-2" onClick={() => onConfirm(pendingPlan)}>
            Confirm the payment…
          </Button>
        ) : null}
      </Callout>
    );
  }
  if (status === "trialing" && trialEndsAt) {
    return (
      <Callout title={`${plural(daysUntil(trialEndsAt, now), "day")} of the trial left`} className="mb-4">
        It ends {formatTime(trialEndsAt)}. Choose a plan before, or the workspace goes back to Free; what is over the limits of Free can be read, and not changed.
      </Callout>
    );
  }
  if (subscription.cancelAtPeriodEnd) {
    return (
      <Callout state="warning" title={`${subscription.planName} ends on ${formatDate(subscription.periodEnd)}`} className="mb-4">
        <p>Then the workspace is on Free, with all its data.</p>
        {keep}
      </Callout>
    );
  }
  if (pendingPlan) {
    const name = plans.find((plan) => plan.id === pendingPlan)?.name ?? pendingPlan;
    return (
      <Callout title={`${name} begins on ${formatDate(subscription.periodEnd)}`} className="mb-4">
        <p>Until then you have {subscription.planName}, which is paid.</p>
        {keep}
      </Callout>
    );
  }
  return null;
}

function OwnerActions({ subscription, onDone }: { subscription: Subscription; onDone: (sentence: string) => void }) {
  const [canceling, setCanceling] = useState(false);
  const trial = useStartTrial();
  const mayCancel = subscription.status === "trialing" || subscription.status === "incomplete" || !paysNothing(subscription);
  if (!mayCancel && !subscription.trialAvailable) return null;
  return (
    <div className="mb-4">
      <div className="flex flex-wrap gap-2">
        {subscription.trialAvailable ? (
          <Button busy={trial.isPending} onClick={() => trial.mutate(subscription.id, { onSuccess: () => onDone("The trial has begun: 14 days of Professional.") })}>
            Try Professional for 14 days
          </Button>
        ) : null}
        {mayCancel ? (
          <Button tone="danger" onClick={() => setCanceling(true)}>
            {subscription.status === "trialing" ? "End the trial…" : "Cancel the plan…"}
          </Button>
        ) : null}
      </div>
      <ProblemNote error={trial.error} className="mt-2" />
      {canceling ? (
        <CancelDialog
          subscription={subscription}
          onClose={() => setCanceling(false)}
          onDone={(sentence) => {
            setCanceling(false);
            onDone(sentence);
          }}
        />
      ) : null}
    </div>
  );
}
