import { Link } from "@tanstack/react-router";
import { Panel } from "@/components/layout/panel";
import { Progress } from "@/components/ui/progress";
import { formatDate, formatDecimal } from "@/lib/format";
import type { Dashboard } from "../model/dashboard";

/** The metrics that are nearest to their limit. */
export function UsagePanel({ usage }: { usage: Dashboard["usage"] }) {
  return (
    <Panel
      title="Usage"
      aside={
        <Link to="/billing" className="link">
          All usage
        </Link>
      }
    >
      {usage.metrics.length === 0 ? (
        <p className="text-ink-2">Nothing that the plan limits is in use.</p>
      ) : (
        <>
          <ul className="num grid gap-x-8 gap-y-3 sm:grid-cols-2">
            {usage.metrics.map((metric) => (
              <li key={metric.metric}>
                <p className="mb-1 flex justify-between gap-3">
                  <span>{metric.title}</span>
                  <span className="text-ink-2">
                    {formatDecimal(metric.used)} of {formatDecimal(metric.limit)}
                  </span>
                </p>
                <Progress value={metric.percent / 100} label={`${metric.title}: share of the limit that is used`} tone={metric.percent >= 100 ? "bad" : metric.percent >= 80 ? "warn" : undefined} />
              </li>
            ))}
          </ul>
          <p className="num mt-3 text-sm text-ink-3">Counted anew from {formatDate(usage.resetsAt)} on.</p>
        </>
      )}
    </Panel>
  );
}
