import { Link } from "@tanstack/react-router";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/ui/tag";
import { formatTime } from "@/lib/format";
import type { Dashboard } from "../model/dashboard";

/** The questions to support that are not done; nothing where there are none. */
export function TicketsPanel({ tickets }: { tickets: Dashboard["tickets"] }) {
  if (tickets.length === 0) return null;
  return (
    <Panel
      title="Support tickets"
      flush
      aside={
        <Link to="/support" className="link">
          All tickets
        </Link>
      }
    >
      <ul className="divide-y divide-line-2">
        {tickets.map((ticket) => (
          <li key={ticket.id} className="flex items-start justify-between gap-3 px-4 py-2.5">
            <span className="min-w-0">
              <Link to="/support/$id" params={{ id: ticket.id }} className="link [overflow-wrap:anywhere]">
                {ticket.subject}
              </Link>
              {ticket.due ? <span className="num block text-sm text-ink-2">due by {formatTime(ticket.due)}</span> : null}
            </span>
            <Tag tone={ticket.state === "open" ? "accent" : "warn"}>{ticket.state === "open" ? "with support" : "waits for you"}</Tag>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
