import { MonitorSmartphone } from "lucide-react";
import { useState } from "react";
import { column, DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/page-states";
import { ProblemNote } from "@/components/feedback/problem-note";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Tag } from "@/components/ui/tag";
import { formatTime, plural } from "@/lib/format";
import { useSessions } from "../api/list-sessions";
import { useRevokeSessions } from "../api/revoke-sessions";
import { deviceName } from "../model/device-name";
import type { SessionInfo } from "../model/identity";

export function SessionsPage() {
  const sessions = useSessions();
  const revokeOne = useRevokeSessions();
  const revokeOthers = useRevokeSessions();
  const [asking, setAsking] = useState(false);
  const others = sessions.data?.items.filter((item) => !item.current).length ?? 0;

  const columns = [
    column<SessionInfo>("device", "Device", (row) => (
      <span className="flex flex-wrap items-center gap-2" title={row.userAgent}>
        {deviceName(row.userAgent)}
        {row.current ? <Tag tone="accent">this one</Tag> : null}
      </span>
    )),
    column<SessionInfo>("ip", "Address", (row) => <span className="mono">{row.ip}</span>, { from: "md" }),
    column<SessionInfo>("since", "Signed in", (row) => formatTime(row.createdAt), { from: "lg", oneLine: true }),
    column<SessionInfo>("seen", "Last used", (row) => formatTime(row.lastUsedAt), { from: "sm", oneLine: true }),
    column<SessionInfo>(
      "end",
      "Action",
      (row) =>
        row.current ? null : (
          <Button
            size="small"
            aria-label={`End the session on ${deviceName(row.userAgent)}`}
            busy={revokeOne.isPending && revokeOne.variables === row.id}
            onClick={() => revokeOne.mutate(row.id)}
          >
            End
          </Button>
        ),
      { align: "right", quietHeader: true },
    ),
  ];

  return (
    <>
      <PageHeader
        title="Sessions"
        actions={
          <Button tone="danger" disabled={others === 0} onClick={() => setAsking(true)}>
            End all others
          </Button>
        }
      >
        {sessions.data ? `You are signed in on ${plural(sessions.data.items.length, "device")}. An ended session stops at its next request.` : "Where you are signed in."}
      </PageHeader>
      <ProblemNote error={revokeOne.error} className="mb-4" />
      <Panel title="Signed in" flush>
        <QueryView query={sessions} loading={<TableSkeleton rows={3} what="sessions" />}>
          {(page) => (
            <DataTable
              caption="Sessions"
              columns={columns}
              rows={page.items}
              rowId={(row) => row.id}
              empty={
                <EmptyState icon={<MonitorSmartphone className="size-5" />} title="No session is listed">
                  Sign in again to see it here.
                </EmptyState>
              }
            />
          )}
        </QueryView>
      </Panel>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="End all other sessions?"
        action="End them"
        busy={revokeOthers.isPending}
        error={revokeOthers.error}
        onConfirm={() => revokeOthers.mutate(undefined, { onSuccess: () => setAsking(false) })}
      >
        {plural(others, "session")} will be signed out. This device stays signed in.
      </ConfirmDialog>
    </>
  );
}
