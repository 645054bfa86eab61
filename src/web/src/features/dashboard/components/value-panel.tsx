import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import { Select } from "@/components/ui/field";
import { formatMoney, formatPeriod } from "@/lib/format";
import type { DefinitionValue } from "../model/dashboard";

const ValueChart = lazy(async () => ({ default: (await import("@/components/charts/value-chart")).ValueChart }));
const listed = 3;

/** What a definition measured, period by period, against its baseline. */
export function ValuePanel({ definitions }: { definitions: readonly DefinitionValue[] }) {
  const [chosen, setChosen] = useState(definitions[0]?.definitionId);
  const shown = definitions.find((definition) => definition.definitionId === chosen) ?? definitions[0];
  if (!shown) return null;
  return (
    <Panel
      title={`${shown.name} against its baseline`}
      aside={
        definitions.length > 1 ? (
          <Select aria-label="Definition" className="h-8 w-46" value={shown.definitionId} onChange={(event) => setChosen(event.target.value)}>
            {definitions.map((definition) => (
              <option key={definition.definitionId} value={definition.definitionId}>
                {definition.name}
              </option>
            ))}
          </Select>
        ) : null
      }
    >
      <Suspense fallback={<BlockSkeleton what="chart" lines={6} />}>
        <ValueChart
          key={shown.definitionId}
          caption={`${shown.name} by period`}
          points={shown.periods.map((period) => ({ label: formatPeriod(period.period), value: period.measured, baseline: period.baseline, extra: formatMoney(period.fee, shown.currency) }))}
          extraLabel="Fee"
        />
      </Suspense>
      <ul aria-label="Newest calculations" className="-mx-4 mt-3 -mb-3.5 divide-y divide-line-2 border-t border-line-2">
        {shown.periods.slice(-listed).reverse().map((period) => (
          <li key={period.calculationId} className="num flex items-center justify-between gap-3 px-4 py-2">
            <Link to="/value/calculations/$id" params={{ id: period.calculationId }} className="link">
              {formatPeriod(period.period, "long")}
            </Link>
            <span className="font-[540]">{formatMoney(period.fee, shown.currency)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
