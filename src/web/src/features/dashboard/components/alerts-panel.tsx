import { Link } from "@tanstack/react-router";
import { Panel } from "@/components/layout/panel";
import { Tag, type TagTone } from "@/components/ui/tag";
import { formatTime } from "@/lib/format";
import type { AlertItem, Dashboard } from "../model/dashboard";
import { places } from "../model/places";

const tones: Record<AlertItem["severity"], TagTone> = { info: "neutral", warning: "warn", critical: "bad" };

/** What is wrong, the worst first. */
export function AlertsPanel({ alerts }: { alerts: Dashboard["alerts"] }) {
  return (
    <Panel
      title="Alerts"
      flush={alerts.newest.length > 0}
      aside={
        <Link to={places.alerts} className="link">
          All alerts
        </Link>
      }
    >
      {alerts.newest.length === 0 ? (
        <p className="text-ink-2">Nothing is wrong.</p>
      ) : (
        <ul className="divide-y divide-line-2">
          {alerts.newest.map((alert) => (
            <li key={alert.id} className="flex items-start justify-between gap-3 px-4 py-2.5">
              <span className="min-w-0">
                <Link to={places.alerts} className="link font-[540] [overflow-wrap:anywhere]">
                  {alert.title}
                </Link>
                <span className="num block text-sm text-ink-2">{formatTime(alert.openedAt)}</span>
              </span>
              <Tag tone={tones[alert.severity]}>{alert.severity}</Tag>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
