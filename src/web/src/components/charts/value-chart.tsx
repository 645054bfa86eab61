import { Area, ComposedChart, CartesianGrid, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatAmount } from "@/lib/format";
import { axis, ChartFrame, ChartTable, compact, HoverBox, LegendKey, type ChartColumn } from "./chart-frame";

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
  const hasBaseline = words === usualWords || points.some((point) => point.baseline !== null);
  const columns: ChartColumn<ChartPoint>[] = [
    { title: words.label, cell: (point) => point.label },
    { title: words.value, side: "right", cell: (point) => formatAmount(point.value) },
    ...(hasBaseline ? [{ title: "Baseline", side: "right", cell: (point: ChartPoint) => (point.baseline === null ? "none" : formatAmount(point.baseline)) } as const] : []),
    { title: extraLabel, side: "right", cell: (point) => point.extra },
  ];
  return (
    <ChartFrame
      keys={
        <>
          <LegendKey look="h-0.5 w-4 bg-accent" word={words.value.toLowerCase()} />
          {hasBaseline ? <LegendKey look="w-4 border-t border-dashed border-line-strong" word="baseline" /> : null}
        </>
      }
      picture={<Picture caption={caption} points={points} />}
      table={<ChartTable caption={caption} height="h-64" rows={points} rowKey={(point) => point.label} columns={columns} />}
    />
  );
}

function Picture({ caption, points }: { caption: string; points: ChartPoint[] }) {
  const data = points.map((point) => ({ label: point.label, value: Number(point.value), baseline: point.baseline === null ? null : Number(point.baseline) }));
  return (
    <div role="img" aria-label={`${caption}: ${summary(points)} The table view has every figure.`} className="h-64 text-[11px]">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={data} margin={{ top: 8, right: 8, bottom: 0, left: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line-2)" />
          <XAxis {...axis} dataKey="label" minTickGap={28} />
          <YAxis {...axis} width={48} tickFormatter={compact} />
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
    <HoverBox>
      <p className="text-ink-3">{point.label}</p>
      <p className="font-semibold">{formatAmount(point.value)}</p>
      {point.baseline === null ? null : <p className="text-ink-3">baseline {formatAmount(point.baseline)}</p>}
    </HoverBox>
  );
}

function summary(points: ChartPoint[]): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "no period yet.";
  return first === last ? `${formatAmount(first.value)} in ${first.label}.` : `from ${formatAmount(first.value)} in ${first.label} to ${formatAmount(last.value)} in ${last.label}.`;
}
