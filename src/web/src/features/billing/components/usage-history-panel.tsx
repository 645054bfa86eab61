import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import { Select } from "@/components/ui/field";
import { addDays, dayOf } from "@/lib/days";
import { formatDate, formatDecimal } from "@/lib/format";
import { useBusinessNow } from "@/lib/test-clock";
import { useUsage } from "../api/get-usage";
import { useUsageHistory } from "../api/get-usage-history";
import { daysOf } from "../model/usage";

const ValueChart = lazy(async () => ({ default: (await import("@/components/charts/value-chart")).ValueChart }));

const ranges = { 30: "30 days", 90: "90 days", 365: "A year" } as const;

interface UsageHistoryPanelProps {
  metric: string | undefined;
  days: keyof typeof ranges;
}

/** One metric day by day, as a picture and as a table. Which one and how far back is in the URL. */
export function UsageHistoryPanel({ metric: asked, days }: UsageHistoryPanelProps) {
  const router = useRouter();
  const now = useBusinessNow();
  const counters = useUsage().data?.metrics.filter((metric) => metric.kind === "counter") ?? [];
  const chosen = counters.find((metric) => metric.metric === asked) ?? counters[0];
  const metric = chosen?.metric ?? asked ?? "emails_sent";
  const from = dayOf(addDays(now, 1 - days));
  const history = useUsageHistory({ metric, from });
  const change = (part: { metric?: string; days?: keyof typeof ranges }) => void router.navigate({ to: "/billing", search: (old) => ({ ...old, ...part }), resetScroll: false, replace: true });
  return (
    <Panel
      title="Usage by day"
      className="mt-4"
      aside={
        <span className="grid grid-cols-[9rem_7.5rem] gap-2">
          <Select aria-label="Metric" value={metric} onChange={(event) => change({ metric: event.target.value })} className="h-8">
            {counters.map((counter) => (
              <option key={counter.metric} value={counter.metric}>
                {counter.title}
              </option>
            ))}
          </Select>
          <Select aria-label="How far back" value={days} onChange={(event) => change({ days: Number(event.target.value) as keyof typeof ranges })} className="h-8">
            {Object.entries(ranges).map(([count, words]) => (
              <option key={count} value={count}>
                {words}
              </option>
            ))}
          </Select>
        </span>
      }
    >
      <QueryView query={history} loading={<BlockSkeleton what="usage by day" lines={6} />}>
        {(data) => (
          <Suspense fallback={<BlockSkeleton what="chart" lines={6} />}>
            <ValueChart
              caption={`${chosen?.title ?? "Usage"} by day`}
              points={daysOf(data, metric, now).map((day) => ({ label: formatDate(day.day), value: day.used, baseline: null, extra: formatDecimal(day.late) }))}
              words={{ label: "Day", value: "Used" }}
              extraLabel="Of it late"
            />
          </Suspense>
        )}
      </QueryView>
    </Panel>
  );
}
