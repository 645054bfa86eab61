import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton, FiguresSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast, wears } from "@/features/identity/api/rights";
import { usePlans } from "../api/get-plans";
import { useSubscription } from "../api/get-subscription";
import type { Plan, Subscription } from "../model/billing";
import { moveTo } from "../model/plans";
import { ChangePlanDialog } from "./change-plan-dialog";
import { InvoicesPanel } from "./invoices-panel";
import { PaymentPanel } from "./payment-panel";
import { PlanCards } from "./plan-cards";
import { PlanComparison } from "./plan-comparison";
import { Standing, standingSentence } from "./standing";
import { UsageHistoryPanel } from "./usage-history-panel";
import { UsagePanel } from "./usage-panel";

export interface BillingSearch {
  /** The plan that is thought of: its dialog is open. */
  plan?: string | undefined;
  metric?: string | undefined;
  days?: 30 | 90 | 365 | undefined;
  cursor?: string | undefined;
}

/** Plan, usage, card and invoices of the workspace. */
export function BillingPage({ search }: { search: BillingSearch }) {
  const plans = usePlans();
  const subscription = useSubscription();
  const membership = useMembership();
  const mayPay = wears(membership, "finance");
  const known = subscription.data?.data;
  return (
    <>
      <PageHeader title="Billing">{known ? standingSentence(known) : "Plan, usage and invoices of the workspace."}</PageHeader>
      <QueryView query={subscription} loading={<FiguresSkeleton />}>
        {({ data, etag }) => (
          <>
            <QueryView query={plans} loading={<FiguresSkeleton />}>
              {(all) => <PlanPart plans={all} subscription={data} etag={etag} chosen={search.plan} />}
            </QueryView>
            <div className="mt-4 grid items-start gap-4 xl:grid-cols-[1.4fr_1fr]">
              <UsagePanel plans={plans.data ?? []} currency={data.currency} />
              <PaymentPanel subscription={data} mayPay={mayPay} />
            </div>
          </>
        )}
      </QueryView>
      <UsageHistoryPanel metric={search.metric} days={search.days ?? 30} />
      {membership ? <InvoicesPanel cursor={search.cursor} mayRead={isAtLeast(membership, "admin") || mayPay} /> : <BlockSkeleton what="invoices" />}
    </>
  );
}

interface PlanPartProps {
  plans: Plan[];
  subscription: Subscription;
  etag: string | undefined;
  chosen: string | undefined;
}

function PlanPart({ plans, subscription, etag, chosen }: PlanPartProps) {
  const router = useRouter();
  const isOwner = isAtLeast(useMembership(), "owner");
  const [done, setDone] = useState<string | null>(null);
  const plan = plans.find((other) => other.id === chosen);
  const choose = (id: string | undefined) => {
    if (id) setDone(null);
    void router.navigate({ to: "/billing", search: (old) => ({ ...old, plan: id }), resetScroll: false, replace: id === undefined });
  };
  const move = plan ? moveTo(plan, subscription, plans) : "none";
  return (
    <>
      <p role="status" className="mb-4 text-good empty:hidden">
        {done}
      </p>
      <Standing subscription={subscription} etag={etag} plans={plans} isOwner={isOwner} onConfirm={choose} onDone={setDone} />
      <PlanCards plans={plans} subscription={subscription} isOwner={isOwner} chosen={chosen} onChoose={choose} />
      <PlanComparison plans={plans} subscription={subscription} />
      {plan && isOwner && move !== "none" ? (
        <ChangePlanDialog
          key={plan.id}
          plan={plan}
          move={move}
          subscription={subscription}
          etag={etag}
          onClose={() => choose(undefined)}
          onDone={(sentence) => {
            setDone(sentence);
            choose(undefined);
          }}
        />
      ) : null}
    </>
  );
}
