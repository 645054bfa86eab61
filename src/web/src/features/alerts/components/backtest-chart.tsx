import { useState } from "react";
import { CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { formatAmount, formatPeriod, plural } from "@/lib/format";
import type { Backtest } from "../model/alert";

type Point = Backtest["points"][number];

interface BacktestChartProps {
  caption: string;
  backtest: Backtest;
  /** The period that the alert is about. */
  marked?: string | null;
}

/** The series with what would have alerted, and the scores where the detector gave some: as a picture and as a table. */
export function BacktestChart({ caption, backtest, marked = null }: BacktestChartProps) {
  const [view, setView] = useState("chart");
  const { points } = backtest;
  const hasScores = points.some((point) => point.score !== null);
  return (
    <Tabs value={view} onValueChange={setView}>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-3">
          <Key look="h-0.5 w-4 bg-accent" word="figure" />
          <Key look="size-2 rounded-full bg-bad" word="would alert" />
          {hasScores ? <Key look="w-4 border-t border-dashed border-line-strong" word="score" /> : null}
        </p>
        <TabList aria-label="Show as">
          <Tab value="chart">Chart</Tab>
          <Tab value="table">Table</Tab>
        </TabList>
      </div>
      <TabPanel value="chart">
        <Picture caption={caption} backtest={backtest} marked={marked} hasScores={hasScores} />
      </TabPanel>
      <TabPanel value="table">
        <PointsTable caption={caption} points={points} hasScores={hasScores} />
      </TabPanel>
    </Tabs>
  );
}

function Key({ look, word }: { look: string; word: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={look} aria-hidden="true" />
      {word}
    </span>
  );
}

function Picture({ caption, backtest, marked, hasScores }: Required<BacktestChartProps> & { hasScores: boolean }) {
  const data = backtest.points.map((point) => ({ ...point, label: formatPeriod(point.period), figure: Number(point.value), alert: point.alerts ? Number(point.value) : null }));
  const mark = marked ? formatPeriod(marked) : null;
  return (
    <div role="img" aria-label={`${caption}: ${plural(backtest.points.length, "period")}, ${plural(backtest.alerts, "alert")}. The table view has every figure.`} className="h-56 text-[11px]">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line-2)" />
          <XAxis dataKey="label" tickLine={false} axisLine={false} tick={{ fill: "var(--ink-3)" }} minTickGap={28} />
          <YAxis width={48} tickLine={false} axisLine={false} tick={{ fill: "var(--ink-3)" }} tickFormatter={compact} />
          <YAxis yAxisId="score" hide domain={[0, 1]} />
          <Tooltip isAnimationActive={false} cursor={{ stroke: "var(--line-strong)" }} content={({ active, payload }) => (active ? <Hover point={payload?.[0]?.payload as Point | undefined} /> : null)} />
          {mark ? <ReferenceLine x={mark} stroke="var(--line-strong)" /> : null}
          {hasScores ? <Line yAxisId="score" dataKey="score" type="linear" stroke="var(--ink-3)" strokeDasharray="3 4" dot={false} isAnimationActive={false} /> : null}
          <Line dataKey="figure" type="linear" stroke="var(--accent)" strokeWidth={2} dot={data.length < 3} isAnimationActive={false} />
          <Line dataKey="alert" stroke="none" dot={{ r: 4, fill: "var(--bad)", stroke: "var(--panel)", strokeWidth: 1.5 }} isAnimationActive={false} />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

function Hover({ point }: { point: Point | undefined }) {
  if (!point) return null;
  return (
    <div className="num max-w-64 rounded-control border border-line bg-panel px-2.5 py-1.5 text-xs">
      <p className="text-ink-3">{formatPeriod(point.period)}</p>
      <p className="font-semibold">{formatAmount(point.value)}</p>
      {point.score === null ? null : <p className="text-ink-3">score {point.score.toFixed(2)}</p>}
      {point.alerts ? <p className="text-bad">{point.reason}</p> : null}
    </div>
  );
}

function PointsTable({ caption, points, hasScores }: { caption: string; points: Point[]; hasScores: boolean }) {
  return (
    <div className="relative h-56 overflow-auto" tabIndex={0} role="region" aria-label={caption}>
      <table className="num w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-xs text-ink-3">
            <th scope="col" className="py-1.5 text-left font-medium">
              Period
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              Figure
            </th>
            {hasScores ? (
              <th scope="col" className="py-1.5 text-right font-medium">
                Score
              </th>
            ) : null}
            <th scope="col" className="py-1.5 pl-4 text-left font-medium">
              Would alert
            </th>
          </tr>
        </thead>
        <tbody>
          {[...points].reverse().map((point) => (
            <tr key={point.at} className="border-t border-line-2">
              <th scope="row" className="py-1.5 text-left font-normal whitespace-nowrap">
                {formatPeriod(point.period)}
              </th>
              <td className="py-1.5 text-right">{formatAmount(point.value)}</td>
              {hasScores ? <td className="py-1.5 text-right">{point.score?.toFixed(2) ?? ""}</td> : null}
              <td className="py-1.5 pl-4">{point.alerts ? point.reason : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function compact(value: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
}
