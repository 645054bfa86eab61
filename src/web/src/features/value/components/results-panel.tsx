import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import { formatMoney, formatPeriod } from "@/lib/format";
import { useCalculations } from "../api/list-calculations";
import { thatCount } from "../model/periods";
import type { Definition } from "../model/value";

const ValueChart = lazy(async () => ({ default: (await import("@/components/charts/value-chart")).ValueChart }));
const words = { label: "Period", value: "Value" };

/** What a definition gave, period by period; nothing where nothing is calculated yet. */
export function ResultsPanel({ definition }: { definition: Definition }) {
  const calculations = useCalculations({ definition: definition.id, limit: 50 });
  const shown = thatCount(calculations.data?.items ?? []).reverse();
  if (shown.length === 0) return null;
  return (
    <Panel
      title="What it gave"
      aside={
        <Link to="/value/calculations" search={{ definition: definition.id }} className="link">
          As a list
        </Link>
      }
    >
      <Suspense fallback={<BlockSkeleton what="chart" lines={6} />}>
        <ValueChart
          caption={`Value of ${definition.name} by period`}
          points={shown.map((calculation) => ({ label: formatPeriod(calculation.period), value: calculation.result, baseline: null, extra: formatMoney(calculation.fee, calculation.currency) }))}
          words={words}
          extraLabel="Fee"
        />
      </Suspense>
    </Panel>
  );
}
