import { History } from "lucide-react";
import { column } from "@/components/data-table/data-table";
import { ListPanel } from "@/components/data-table/list-panel";
import { EmptyState } from "@/components/feedback/page-states";
import { PageHeader } from "@/components/layout/page-header";
import { useMembership } from "@/features/identity/api/get-me";
import { formatTime } from "@/lib/format";
import { useActivity } from "../api/list-activity";
import type { ActivityItem } from "../model/jobs";

const columns = [
  column<ActivityItem>("what", "What happened", (row) => (
    <span className="block [overflow-wrap:anywhere]">
      {row.text}
      <span className="block text-sm text-ink-3 sm:hidden">{formatTime(row.at)}</span>
    </span>
  )),
  column<ActivityItem>("when", "When", (row) => <span className="whitespace-nowrap">{formatTime(row.at)}</span>, { align: "right", from: "sm" }),
];

/** What happened in the workspace, in words, for everybody in it. */
export function ActivityPage({ cursor }: { cursor: string | undefined }) {
  const workspace = useMembership();
  const activity = useActivity(workspace?.id ?? "", cursor);
  return (
    <>
      <PageHeader title="Activity">Who changed what in {workspace?.name ?? "the workspace"}, the newest first. It is taken from the audit trail and cannot be edited.</PageHeader>
      <ListPanel
        title="Newest first"
        what="activity"
        query={activity}
        columns={columns}
        rowId={(row) => row.id}
        cursor={cursor}
        empty={
          <EmptyState icon={<History className="size-5" />} title="Nothing on this page">
            What members do from now on is listed here.
          </EmptyState>
        }
      />
    </>
  );
}
