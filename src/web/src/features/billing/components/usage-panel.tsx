import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { UpgradeOffer } from "@/components/feedback/upgrade-offer";
import { Panel } from "@/components/layout/panel";
import { Progress } from "@/components/ui/progress";
import { Tag } from "@/components/ui/tag";
import { formatDate, formatDecimal } from "@/lib/format";
import { useUsage } from "../api/get-usage";
import type { MetricUsage, Plan } from "../model/billing";
import { overageWords, planWithMore } from "../model/plans";
import { usageState, type UsageState } from "../model/usage";

interface UsagePanelProps {
  plans: readonly Plan[];
  currency: string;
}

/** Every metric of the plan: used, of how much, and when it begins again. */
export function UsagePanel({ plans, currency }: UsagePanelProps) {
  const usage = useUsage();
  return (
    <Panel title="Usage" aside={usage.data ? `since ${formatDate(usage.data.periodStart)}` : undefined} flush>
      <QueryView
        query={usage}
        loading={
          <div className="px-4 py-3">
            <BlockSkeleton what="usage" lines={8} />
          </div>
        }
      >
        {({ plan, metrics }) => (
          <ul className="divide-y divide-line-2">
            {metrics.map((metric) => (
              <Metric key={metric.metric} metric={metric} plan={plans.find((other) => other.id === plan)} larger={planWithMore(plans, plan, metric.metric)} currency={currency} />
            ))}
          </ul>
        )}
      </QueryView>
    </Panel>
  );
}

const tones = { fine: undefined, near: "warn", full: "bad", over: "warn" } as const;

function Metric({ metric, plan, larger, currency }: { metric: MetricUsage; plan: Plan | undefined; larger: Plan | undefined; currency: string }) {
  const { title, used, limit, percent, reserved, late, resetsAt, soft } = metric;
  const state = usageState(metric);
  const overage = overageWords(plan?.limits.find((other) => other.metric === metric.metric)?.overage ?? null, currency);
  const notes = [
    resetsAt ? `begins again ${formatDate(resetsAt)}` : "what exists now",
    soft && overage ? overage : "",
    Number(reserved) > 0 ? (resetsAt ? `${formatDecimal(reserved)} reserved` : `and ${formatDecimal(reserved)} promised by open invitations`) : "",
    Number(late) > 0 ? `${formatDecimal(late)} came late for billed periods` : "",
  ].filter(Boolean);
  return (
    <li className="num px-4 py-2.5" data-metric={metric.metric}>
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="flex items-center gap-2">
          {title} <StateTag state={state} />
        </span>
        <span>
          {used === null ? "not counted yet" : formatDecimal(used)} <span className="text-ink-3">{limit === null ? "of unlimited" : `of ${formatDecimal(limit)}`}</span>
          {percent === null ? null : <span className="ml-2 inline-block min-w-10 text-right text-ink-3">{percent} %</span>}
        </span>
      </div>
      <Progress value={percent === null ? 0 : percent / 100} label={`${title}: share of the limit that is used`} tone={tones[state]} />
      <p className="mt-1 text-sm text-ink-3">{notes.join("; ")}</p>
      {state === "full" && !soft ? (
        <UpgradeOffer plan={larger?.id} className="mt-1.5">
          The limit is reached: more is refused{resetsAt ? ` until ${formatDate(resetsAt)}` : ""}.{larger ? ` ${larger.name} has more.` : ""}
        </UpgradeOffer>
      ) : null}
    </li>
  );
}

function StateTag({ state }: { state: UsageState }) {
  if (state === "fine") return null;
  return state === "near" ? <Tag tone="warn">over 80 %</Tag> : state === "over" ? <Tag tone="warn">beyond the plan</Tag> : <Tag tone="bad">limit reached</Tag>;
}
