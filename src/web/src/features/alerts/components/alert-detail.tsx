import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Facts, type Fact } from "@/components/layout/facts";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast, wears } from "@/features/identity/api/rights";
import { formatAmount, formatPeriod, formatTime } from "@/lib/format";
import { useDecision } from "../api/decide-alert";
import { useBacktest } from "../api/rules";
import { reasonOf, severityTones, stateTones, subjectInWords, trialOf, type Alert } from "../model/alert";
import { AlertDeliveries } from "./alert-deliveries";
import { BacktestChart } from "./backtest-chart";
import { ResolveDialog, SnoozeDialog } from "./decision-dialogs";

interface AlertDetailProps {
  alert: Alert;
  nameOf: (definitionId: string) => string;
}

/** Why there is an alert, the figures around it, and what one can do about it. */
export function AlertDetail({ alert, nameOf }: AlertDetailProps) {
  const trial = trialOf(alert);
  return (
    <Panel
      title={alert.title}
      className="mb-4"
      aside={
        <span className="flex items-center gap-2">
          <Tag tone={severityTones[alert.severity]}>{alert.severity}</Tag>
          <Link to="." search={(old: Record<string, unknown>) => ({ ...old, alert: undefined })} className="link">
            Close
          </Link>
        </span>
      }
    >
      <div className="grid gap-5 xl:grid-cols-[1fr_1.2fr]">
        <div className="flex min-w-0 flex-col gap-4">
          <p className="[overflow-wrap:anywhere]">{reasonOf(alert)}</p>
          <Facts facts={facts(alert, nameOf)} />
          <Decisions alert={alert} />
          <AlertDeliveries alertId={alert.id} />
        </div>
        {trial ? <Around alert={alert} caption={subjectInWords(alert.on, nameOf)} /> : null}
      </div>
    </Panel>
  );
}

function Around({ alert, caption }: { alert: Alert; caption: string }) {
  const backtest = useBacktest(trialOf(alert));
  return (
    <div className="min-w-0">
      <QueryView query={backtest} loading={<BlockSkeleton what="the figures around it" lines={6} />}>
        {(found) => <BacktestChart caption={`Figures and scores: ${caption}`} backtest={found} marked={alert.period} />}
      </QueryView>
    </div>
  );
}

function Decisions({ alert }: { alert: Alert }) {
  const membership = useMembership();
  const decide = useDecision(alert.id);
  const [dialog, setDialog] = useState<"resolve" | "snooze" | null>(null);
  if (alert.state === "resolved" || !isAtLeast(membership, "member")) return null;
  const mayEnd = alert.severity !== "critical" || wears(membership, "technical");
  const close = () => setDialog(null);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {alert.state === "acknowledged" ? null : (
          <Button tone="main" busy={decide.isPending} onClick={() => decide.mutate({ what: "acknowledge" })}>
            Acknowledge
          </Button>
        )}
        {mayEnd ? (
          <>
            <Button onClick={() => setDialog("resolve")}>Resolve</Button>
            <Button onClick={() => setDialog("snooze")}>Snooze</Button>
          </>
        ) : null}
      </div>
      {mayEnd ? null : <p className="text-sm text-ink-3">A critical alert is resolved or snoozed by somebody with the technical hat.</p>}
      <ProblemNote error={decide.error} />
      <ResolveDialog alert={alert} open={dialog === "resolve"} onClose={close} />
      <SnoozeDialog alert={alert} open={dialog === "snooze"} onClose={close} />
    </div>
  );
}

function facts(alert: Alert, nameOf: (definitionId: string) => string): Fact[] {
  const all: (Fact | null)[] = [
    { term: "State", value: <Tag tone={stateTones[alert.state]}>{alert.state}</Tag> },
    alert.on ? { term: "About", value: subjectInWords(alert.on, nameOf) } : null,
    alert.value === null ? null : { term: "Figure", value: `${formatAmount(alert.value)}${alert.period ? ` in ${formatPeriod(alert.period)}` : ""}` },
    alert.score === null ? null : { term: "Score", value: `${alert.score.toFixed(2)} of 1` },
    { term: "Opened", value: formatTime(alert.openedAt) },
    alert.count > 1 ? { term: "Seen", value: `${alert.count} times, last ${formatTime(alert.lastSeenAt)}` } : null,
    alert.acknowledgedAt ? { term: "Acknowledged", value: formatTime(alert.acknowledgedAt) } : null,
    alert.snoozedUntil ? { term: "Snoozed until", value: formatTime(alert.snoozedUntil) } : null,
    alert.escalatedAt ? { term: "Owners told", value: formatTime(alert.escalatedAt) } : null,
    alert.resolvedAt ? { term: "Resolved", value: `${formatTime(alert.resolvedAt)}${alert.resolution ? `: ${alert.resolution}` : ""}` } : null,
  ];
  return all.filter((fact) => fact !== null);
}
