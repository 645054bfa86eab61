import { Panel } from "@/components/layout/panel";
import { formatCount } from "@/lib/format";
import type { Plan, PlanLimit, Subscription } from "../model/billing";
import { featureName, limitWords, overageWords, priceOf } from "../model/plans";

/** Every limit and feature of every plan, line by line. */
export function PlanComparison({ plans, subscription }: { plans: readonly Plan[]; subscription: Subscription }) {
  const metrics = plans[0]?.limits ?? [];
  const features = plans.at(-1)?.features ?? [];
  const { currency } = subscription;
  return (
    <details className="mt-4">
      <summary className="link w-fit">Compare all limits and features</summary>
      <Panel title="What each plan gives" flush className="mt-2">
        <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Comparison of the plans">
          <table className="num w-full border-collapse">
            <caption className="sr-only">Comparison of the plans</caption>
            <thead>
              <tr>
                <th scope="col" className="border-b border-line-2 px-4 py-2 text-left text-xs font-medium text-ink-3">
                  A month
                </th>
                {plans.map((plan) => (
                  <th key={plan.id} scope="col" className="border-b border-line-2 px-4 py-2 text-right font-semibold whitespace-nowrap">
                    {plan.name}
                    <span className="block text-sm font-normal text-ink-3">{priceOf(plan, currency)}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {metrics.map(({ metric, title, kind }) => (
                <Row key={metric} title={kind === "gauge" ? `${title} at a time` : title} plans={plans} cell={(plan) => <Limit limit={plan.limits.find((limit) => limit.metric === metric)} currency={currency} />} />
              ))}
              <Row title="API calls a minute" plans={plans} cell={(plan) => formatCount(plan.requestsPerMinute)} />
              <Row title="Raw events kept" plans={plans} cell={(plan) => `${formatCount(plan.rawEventDays)} days`} />
              <Row title="Support: first answer" plans={plans} cell={(plan) => hours(plan.support.firstAnswerHours)} />
              <Row title="Support: solved" plans={plans} cell={(plan) => (plan.support.resolutionHours === null ? <span className="text-ink-3">no promise</span> : hours(plan.support.resolutionHours))} />
              {features.map((feature) => (
                <Row key={feature} title={featureName(feature)} plans={plans} cell={(plan) => <Included yes={plan.features.includes(feature)} />} />
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </details>
  );
}

function Row({ title, plans, cell }: { title: string; plans: readonly Plan[]; cell: (plan: Plan) => React.ReactNode }) {
  return (
    <tr className="border-b border-line-2 last:border-b-0">
      <th scope="row" className="px-4 py-2 text-left font-normal text-ink-2">
        {title}
      </th>
      {plans.map((plan) => (
        <td key={plan.id} className="px-4 py-2 text-right whitespace-nowrap">
          {cell(plan)}
        </td>
      ))}
    </tr>
  );
}

function Limit({ limit, currency }: { limit: PlanLimit | undefined; currency: string }) {
  if (!limit) return <span className="text-ink-3">none</span>;
  return (
    <>
      {limitWords(limit)}
      {limit.soft ? <span className="block text-sm text-ink-3">{overageWords(limit.overage, currency)}</span> : null}
    </>
  );
}

function Included({ yes }: { yes: boolean }) {
  return yes ? (
    <span className="text-good">
      <span aria-hidden="true">✓</span>
      <span className="sr-only">included</span>
    </span>
  ) : (
    <span className="text-ink-3">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not included</span>
    </span>
  );
}

function hours(count: number): string {
  return count >= 24 ? `${count / 24} ${count === 24 ? "day" : "days"}` : `${count} h`;
}
