import { useState } from "react";
import { Area, ComposedChart, CartesianGrid, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { formatAmount } from "@/lib/format";

export interface ChartPoint {
  label: string;
  /** A decimal string: drawn as a number, told as it is. */
  value: string;
  baseline: string | null;
  extra?: string;
}

interface ValueChartProps {
  caption: string;
  points: ChartPoint[];
  extraLabel: string;
  /** What a point stands for, and what is measured there. */
  words?: { label: string; value: string };
}

const usualWords = { label: "Period", value: "Measured" };

/** A measured figure, against its baseline where there is one, as a picture and as a table. */
export function ValueChart({ caption, points, extraLabel, words = usualWords }: ValueChartProps) {
  const [view, setView] = useState("chart");
  const hasBaseline = words === usualWords || points.some((point) => point.baseline !== null);
  return (
    <Tabs value={view} onValueChange={setView}>
      <div className="mb-2 flex items-center justify-between gap-3">
        <p className="flex gap-4 text-sm text-ink-3">
          <span className="flex items-center gap-1.5">
            <span className="h-0.5 w-4 bg-accent" aria-hidden="true" />
            {words.value.toLowerCase()}
          </span>
          {hasBaseline ? (
            <span className="flex items-center gap-1.5">
              <span className="w-4 border-t border-dashed border-line-strong" aria-hidden="true" />
              baseline
            </span>
          ) : null}
        </p>
        <TabList aria-label="Show as">
          <Tab value="chart">Chart</Tab>
          <Tab value="table">Table</Tab>
        </TabList>
      </div>
      <TabPanel value="chart">
        <Picture caption={caption} points={points} />
      </TabPanel>
      <TabPanel value="table">
        <ChartTable caption={caption} points={points} extraLabel={extraLabel} words={words} hasBaseline={hasBaseline} />
      </TabPanel>
    </Tabs>
  );
}

function Picture({ caption, points }: { caption: string; points: ChartPoint[] }) {
  const data = points.map((point) => ({ label: point.label, value: Number(point.value), baseline: point.baseline === null ? null : Number(point.baseline) }));
  return (
    <div role="img" aria-label={`${caption}: ${summary(points)} The table view has every figure.`} className="h-64 text-[11px]">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line-2)" />
          <XAxis dataKey="label" tickLine={false} axisLine={false} tick={{ fill: "var(--ink-3)" }} minTickGap={28} />
          <YAxis width={48} tickLine={false} axisLine={false} tick={{ fill: "var(--ink-3)" }} tickFormatter={compact} />
          <Tooltip isAnimationActive={false} cursor={{ stroke: "var(--line-strong)" }} content={({ active, payload }) => (active ? <Hover point={points.find((point) => point.label === (payload?.[0]?.payload as { label?: string })?.label)} /> : null)} />
          <Area dataKey="value" type="linear" stroke="var(--accent)" strokeWidth={2} fill="var(--accent)" fillOpacity={0.09} dot={points.length < 3} isAnimationActive={false} />
          <Line dataKey="baseline" type="linear" stroke="var(--ink-3)" strokeDasharray="3 4" dot={false} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function Hover({ point }: { point: ChartPoint | undefined }) {
  if (!point) return null;
  return (
    <div className="num rounded-control border border-line bg-panel px-2.5 py-1.5 text-xs">
      <p className="text-ink-3">{point.label}</p>
      <p className="font-semibold">{formatAmount(point.value)}</p>
      {point.baseline === null ? null : <p className="text-ink-3">baseline {formatAmount(point.baseline)}</p>}
    </div>
  );
}

function ChartTable({ caption, points, extraLabel, words, hasBaseline }: Required<ValueChartProps> & { hasBaseline: boolean }) {
  return (
    <div className="relative h-64 overflow-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="num w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-xs text-ink-3">
            <th scope="col" className="py-1.5 text-left font-medium">
              {words.label}
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              {words.value}
            </th>
            {hasBaseline ? (
              <th scope="col" className="py-1.5 text-right font-medium">
                Baseline
              </th>
            ) : null}
            <th scope="col" className="py-1.5 text-right font-medium">
              {extraLabel}
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.label} className="border-t border-line-2">
              <th scope="row" className="py-1.5 text-left font-normal">
                {point.label}
              </th>
              <td className="py-1.5 text-right">{formatAmount(point.value)}</td>
              {hasBaseline ? <td className="py-1.5 text-right">{point.baseline === null ? "none" : formatAmount(point.baseline)}</td> : null}
              <td className="py-1.5 text-right">{point.extra}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function summary(points: ChartPoint[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "no period yet.";
  return first === last ? `${formatAmount(first.value)} in ${first.label}.` : `from ${formatAmount(first.value)} in ${first.label} to ${formatAmount(last.value)} in ${last.label}.`;
}

function compact(value: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
}
