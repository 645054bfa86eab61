import { Link } from "@tanstack/react-router";
import { FileCheck2, Sigma } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/page-states";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton, FiguresSkeleton, TableSkeleton } from "@/components/feedback/skeletons";
import { Figures } from "@/components/layout/figures";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { useMe } from "@/features/identity/api/get-me";
import { useCheckpoint } from "@/features/receipts/api/get-checkpoint";
import { useReceipts } from "@/features/receipts/api/list-receipts";
import { receiptColumns } from "@/features/receipts/api/receipt-columns";
import { useCalculations, type Calculation } from "@/features/value/api/list-calculations";
import { formatAmount, formatCount, formatMoney, formatPeriod, plural } from "@/lib/format";
import { currentOnes, latestPeriod, mainDefinition, valueSeries } from "../model/value-series";

const ValueChart = lazy(async () => ({ default: (await import("@/components/charts/value-chart")).ValueChart }));

export function DashboardPage() {
  const calculations = useCalculations({ limit: 200 });
  const me = useMe().data;
  const latest = calculations.data ? latestPeriod(calculations.data.items) : null;
  return (
    <>
      <PageHeader
        title={latest ? `Value proven in ${formatPeriod(latest.period, "long")}` : `Welcome${me ? `, ${firstName(me.user.name)}` : ""}`}
        actions={
          <>
            <Button asChild>
              <Link to="/receipts">Export proofs</Link>
            </Button>
            <Button asChild tone="main">
              <Link to="/value/definitions">Run calculation</Link>
            </Button>
          </>
        }
      >
        {latest
          ? `${formatAmount(latest.value)} of value, for a fee of ${formatMoney(latest.fee, latest.currency)}. Every figure below leads to a signed receipt.`
          : calculations.data
            ? "Nothing is measured yet. Three steps lead to the first receipt."
            : "What your product was worth, period by period."}
      </PageHeader>
      <QueryView query={calculations} loading={<LoadingDashboard />}>
        {(page) => (page.items.length === 0 ? <FirstSteps /> : <Measured calculations={page.items} />)}
      </QueryView>
    </>
  );
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

function LoadingDashboard() {
  return (
    <>
      <FiguresSkeleton />
      <Panel title="Measured value against baseline">
        <BlockSkeleton what="chart" lines={6} />
      </Panel>
    </>
  );
}

function Measured({ calculations }: { calculations: Calculation[] }) {
  const latest = latestPeriod(calculations);
  const checkpoint = useCheckpoint().data;
  const current = currentOnes(calculations);
  const definitionId = mainDefinition(current);
  const definition = current.find((calculation) => calculation.definitionId === definitionId);
  const series = definitionId ? valueSeries(calculations, definitionId) : [];

  return (
    <>
      <Figures
        figures={[
          {
            label: "Value proven",
            value: latest ? formatAmount(latest.value) : "none",
            note: latest ? formatPeriod(latest.period, "long") : "",
            to: "/value/calculations",
          },
          { label: "Value fee", value: latest ? formatMoney(latest.fee, latest.currency) : "none", note: "by the terms of each definition", to: "/value/definitions" },
          { label: "Receipts in log", value: checkpoint ? formatCount(checkpoint.size + checkpoint.pending) : "0", note: "each with its own proof", to: "/receipts" },
          {
            label: "Last checkpoint",
            value: checkpoint ? formatCount(checkpoint.size) : "none",
            note: !checkpoint ? "signed as receipts come" : checkpoint.halted ? "the log is halted" : checkpoint.pending > 0 ? `${plural(checkpoint.pending, "receipt")} pending` : "covers every receipt",
            to: "/receipts",
          },
        ]}
      />
      <div className="grid gap-4 xl:grid-cols-[1.75fr_1fr]">
        <Panel title={definition ? `${definition.definitionName} against its baseline` : "Measured value"} aside={plural(series.length, "period")}>
          <Suspense fallback={<BlockSkeleton what="chart" lines={6} />}>
            <ValueChart
              caption={`${definition?.definitionName ?? "Value"} by period`}
              points={series.map((entry) => ({ label: formatPeriod(entry.period), value: entry.measured, baseline: entry.baseline, extra: formatMoney(entry.fee, definition?.currency ?? "USD") }))}
              extraLabel="Fee"
            />
          </Suspense>
        </Panel>
        <Panel title="Newest calculations" flush>
          <ul className="divide-y divide-line-2">
            {current.slice(0, 5).map((calculation) => (
              <li key={calculation.id} className="num flex items-center justify-between gap-3 px-4 py-2.5">
                <Link to="/value/calculations/$id" params={{ id: calculation.id }} className="link min-w-0">
                  <span className="block truncate">{calculation.definitionName}</span>
                  <span className="block text-sm text-ink-3">{formatPeriod(calculation.period)}</span>
                </Link>
                <span className="font-[540]">{formatMoney(calculation.fee, calculation.currency)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
      <LatestReceipts calculations={calculations} />
    </>
  );
}

function LatestReceipts({ calculations }: { calculations: Calculation[] }) {
  const receipts = useReceipts({ limit: 5 });
  const columns = useMemo(() => receiptColumns(calculations), [calculations]);
  return (
    <Panel
      title="Latest receipts"
      className="mt-4"
      flush
      aside={
        <Link to="/receipts" className="link">
          All receipts
        </Link>
      }
    >
      <QueryView query={receipts} loading={<TableSkeleton rows={3} what="receipts" />}>
        {(page) => (
          <DataTable
            caption="Latest receipts"
            columns={columns}
            rows={page.items}
            rowId={(row) => row.id}
            empty={
              <EmptyState icon={<FileCheck2 className="size-5" />} title="No receipt yet">
                The first calculation writes it.
              </EmptyState>
            }
          />
        )}
      </QueryView>
    </Panel>
  );
}

function FirstSteps() {
  const steps = [
    { to: "/value/import", title: "Bring in data", text: "Drop a file of purchases, calls or hours; or let a program send points with an API key." },
    { to: "/value/definitions/new", title: "Say what value is", text: "A formula over those points, a baseline, and a price. It is tried on your data while you type." },
    { to: "/value/definitions", title: "Activate and run a month", text: "The calculation writes a signed receipt that anybody can verify without us." },
  ] as const;
  return (
    <Panel title="How to begin" flush>
      <ol className="divide-y divide-line-2">
        {steps.map((step, at) => (
          <li key={step.to} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-4">
            <span className="num grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent-ink">{at + 1}</span>
            <div className="min-w-48 flex-1">
              <p className="font-[560]">{step.title}</p>
              <p className="text-ink-2">{step.text}</p>
            </div>
            <Button asChild tone={at === 0 ? "main" : "plain"}>
              <Link to={step.to}>
                {at === 0 ? "Import a file" : at === 1 ? "Write a definition" : "Open the definitions"}
                {at === 1 ? <Sigma className="size-4" aria-hidden="true" /> : null}
              </Link>
            </Button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
