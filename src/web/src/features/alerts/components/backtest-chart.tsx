import { CartesianGrid, ComposedChart, Line, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { axis, ChartFrame, ChartTable, compact, HoverBox, LegendKey, type ChartColumn } from "@/components/charts/chart-frame";
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
  const { points } = backtest;
  const hasScores = points.some((point) => point.score !== null);
  const columns: ChartColumn<Point>[] = [
    { title: "Period", cell: (point) => formatPeriod(point.period) },
    { title: "Figure", side: "right", cell: (point) => formatAmount(point.value) },
    ...(hasScores ? [{ title: "Score", side: "right", cell: (point: Point) => point.score?.toFixed(2) ?? "" } as const] : []),
    { title: "Would alert", cell: (point) => (point.alerts ? point.reason : "") },
  ];
  return (
    <ChartFrame
      keys={
        <>
          <LegendKey look="h-0.5 w-4 bg-accent" word="figure" />
          <LegendKey look="size-2 rounded-full bg-bad" word="would alert" />
          {hasScores ? <LegendKey look="w-4 border-t border-dashed border-line-strong" word="score" /> : null}
        </>
      }
      picture={<Picture caption={caption} backtest={backtest} marked={marked} hasScores={hasScores} />}
      table={<ChartTable caption={caption} height="h-56" rows={[...points].reverse()} rowKey={(point) => point.at} columns={columns} />}
    />
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
          <XAxis {...axis} dataKey="label" minTickGap={28} />
          <YAxis {...axis} width={48} tickFormatter={compact} />
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
    <HoverBox>
      <p className="text-ink-3">{formatPeriod(point.period)}</p>
      <p className="font-semibold">{formatAmount(point.value)}</p>
      {point.score === null ? null : <p className="text-ink-3">score {point.score.toFixed(2)}</p>}
      {point.alerts ? <p className="text-bad">{point.reason}</p> : null}
    </HoverBox>
  );
}
