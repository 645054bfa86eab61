import { Link } from "@tanstack/react-router";
import { PageHeader } from "@/components/layout/page-header";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton, FiguresSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { useMe } from "@/features/identity/api/get-me";
import { formatAmount, formatMoney, formatPeriod, formatTime } from "@/lib/format";
import { useDashboard } from "../api/get-dashboard";
import { latestPeriod, type Dashboard } from "../model/dashboard";
import { ActivityPanel } from "./activity-panel";
import { AlertsPanel } from "./alerts-panel";
import { ApprovalsPanel } from "./approvals-panel";
import { FirstSteps } from "./first-steps";
import { LatestReceipts } from "./latest-receipts";
import { ProgressPanel } from "./progress-panel";
import { TicketsPanel } from "./tickets-panel";
import { UsagePanel } from "./usage-panel";
import { ValueFigures } from "./value-figures";
import { ValuePanel } from "./value-panel";

/** The workspace at a glance: value, progress, alerts, approvals, usage, tickets and activity. */
export function DashboardPage() {
  const dashboard = useDashboard();
  const me = useMe().data;
  const latest = dashboard.data ? latestPeriod(dashboard.data.value) : null;
  return (
    <>
      <PageHeader
        title={latest ? `Value proven ${/^\d{4}-\d{2}$/.test(latest.period) ? "in" : "for"} ${formatPeriod(latest.period, "long")}` : `Welcome${me ? `, ${firstName(me.user.name)}` : ""}`}
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
          : dashboard.data
            ? "Nothing is measured yet. Three steps lead to the first receipt."
            : "What your product was worth, period by period."}
      </PageHeader>
      <QueryView query={dashboard} loading={<Loading />}>
        {(data) => <Glance data={data} />}
      </QueryView>
    </>
  );
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}

function Loading() {
  return (
    <>
      <FiguresSkeleton />
      <Panel title="Measured value against baseline">
        <BlockSkeleton what="chart" lines={6} />
      </Panel>
    </>
  );
}

function Glance({ data }: { data: Dashboard }) {
  const measured = data.value.length > 0;
  return (
    <>
      {measured ? <ValueFigures data={data} /> : null}
      <div className="grid gap-4 xl:grid-cols-[1.75fr_1fr]">
        <div className="flex min-w-0 flex-col gap-4">
          {measured ? <ValuePanel definitions={data.value} /> : <FirstSteps />}
          <UsagePanel usage={data.usage} />
          {measured ? <LatestReceipts /> : null}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <ProgressPanel setup={data.setup} />
          <ApprovalsPanel approvals={data.approvals} />
          <AlertsPanel alerts={data.alerts} />
          <TicketsPanel tickets={data.tickets} />
          <ActivityPanel />
        </div>
      </div>
      <p className="num mt-4 text-sm text-ink-3">As of {formatTime(data.calculatedAt)}; looked up anew when something happens, and every five minutes.</p>
    </>
  );
}
