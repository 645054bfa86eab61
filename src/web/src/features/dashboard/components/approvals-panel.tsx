import { Link } from "@tanstack/react-router";
import { Panel } from "@/components/layout/panel";
import { formatDate, plural } from "@/lib/format";
import type { Dashboard } from "../model/dashboard";
import { approvalPlace, places } from "../model/places";

/** What waits for the reader's decision. */
export function ApprovalsPanel({ approvals }: { approvals: Dashboard["approvals"] }) {
  const others = approvals.open - approvals.mine.length;
  return (
    <Panel
      title="Waiting for you"
      flush={approvals.mine.length > 0}
      aside={
        <Link to={places.approvals} className="link">
          All approvals
        </Link>
      }
    >
      {approvals.mine.length === 0 ? (
        <p className="text-ink-2">No approval waits for you{others > 0 ? `; ${plural(others, "waits", "wait")} for others` : ""}.</p>
      ) : (
        <ul className="divide-y divide-line-2">
          {approvals.mine.map((approval) => (
            <li key={approval.id} className="px-4 py-2.5">
              <Link to={approvalPlace(approval.id)} className="link font-[540] [overflow-wrap:anywhere]">
                {approval.name}
              </Link>
              <p className="num text-sm text-ink-2">
                {approval.stage} stage, ends {formatDate(approval.expiresAt)}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
