import { Link, useRouter } from "@tanstack/react-router";
import { BellRing } from "lucide-react";
import { column } from "@/components/data-table/data-table";
import { FilterSelect } from "@/components/data-table/filter-select";
import { ListPanel } from "@/components/data-table/list-panel";
import { Callout } from "@/components/feedback/callout";
import { EmptyState } from "@/components/feedback/page-states";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { useDefinitions } from "@/features/value/api/list-definitions";
import { formatTime } from "@/lib/format";
import { useAlert, useAlerts } from "../api/list-alerts";
import { severityTones, stateTones, type Alert, type AlertState, type Severity } from "../model/alert";
import { AlertDetail } from "./alert-detail";

type StateFilter = AlertState | "all";

export interface AlertsSearch {
  state?: StateFilter | undefined;
  severity?: Severity | undefined;
  alert?: string | undefined;
  cursor?: string | undefined;
}

const columns = [
  column<Alert>("severity", "Severity", (row) => <Tag tone={severityTones[row.severity]}>{row.severity}</Tag>),
  column<Alert>("title", "Alert", (row) => (
    <Link to="." search={(old: Record<string, unknown>) => ({ ...old, alert: row.id })} className="link font-[540]">
      {row.title}
    </Link>
  )),
  column<Alert>("state", "State", (row) => <Tag tone={stateTones[row.state]}>{row.state}</Tag>, { from: "sm" }),
  column<Alert>("seen", "Seen", (row) => row.count, { align: "right", from: "md" }),
  column<Alert>("when", "Last seen", (row) => formatTime(row.lastSeenAt), { from: "lg", oneLine: true }),
];

const states = [
  ["open", "Open"],
  ["acknowledged", "Acknowledged"],
  ["snoozed", "Snoozed"],
  ["resolved", "Resolved"],
  ["all", "All, also resolved"],
] as const;

const severities = [
  ["critical", "Critical"],
  ["warning", "Warning"],
  ["info", "Info"],
] as const;

export function AlertsPage({ state, severity, alert, cursor }: AlertsSearch) {
  const alerts = useAlerts({ state, severity, cursor });
  const definitions = useDefinitions();
  const router = useRouter();
  const nameOf = (id: string) => definitions.data?.items.find((definition) => definition.id === id)?.name ?? "a definition";
  const filtered = state !== undefined || severity !== undefined;
  return (
    <>
      <PageHeader
        title="Alerts"
        actions={
          <Button asChild>
            <Link to="/alerts/rules">Rules</Link>
          </Button>
        }
      >
        Unusual figures, broken rules and what else went wrong: one alert a thing, with the reason.
      </PageHeader>
      {alert ? <Chosen id={alert} shown={alerts.data?.items} nameOf={nameOf} /> : null}
      <ListPanel
        title="Newest first"
        what="alerts"
        query={alerts}
        columns={columns}
        rowId={(row) => row.id}
        cursor={cursor}
        aside={
          <span className="flex gap-2 max-sm:flex-wrap">
            <FilterSelect label="Show the severity" all="Every severity" value={severity} options={severities} onChange={(chosen) => void router.navigate({ to: "/alerts", search: { state, severity: chosen as Severity | undefined } })} />
            <FilterSelect label="Show the state" all="Not resolved" value={state} options={states} onChange={(chosen) => void router.navigate({ to: "/alerts", search: { state: chosen as StateFilter | undefined, severity } })} />
          </span>
        }
        empty={
          <EmptyState icon={<BellRing className="size-5" />} title={filtered ? "No alert fits" : "Nothing is wrong"}>
            {filtered ? "Choose another state or severity." : "Every calculation is looked at when it is made, every data source each night. Rules of your own can watch more."}
          </EmptyState>
        }
      />
    </>
  );
}

function Chosen({ id, shown, nameOf }: { id: string; shown: Alert[] | undefined; nameOf: (definitionId: string) => string }) {
  const { alert, isPending } = useAlert(id, shown);
  if (alert) return <AlertDetail key={alert.id} alert={alert} nameOf={nameOf} />;
  return isPending ? null : (
    <Callout state="warning" title="This alert is not here" className="mb-4">
      It is older than the newest two hundred, or it belongs to another of your workspaces.
    </Callout>
  );
}
