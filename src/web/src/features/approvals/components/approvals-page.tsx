import { Link } from "@tanstack/react-router";
import { Stamp } from "lucide-react";
import { column, DataTable } from "@/components/data-table/data-table";
import { PageLinks } from "@/components/data-table/page-links";
import { EmptyState } from "@/components/feedback/page-states";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { formatDate, plural } from "@/lib/format";
import { useApprovals } from "../api/list-approvals";
import type { Approval } from "../model/approval";
import { ApprovalTag } from "./approval-tag";

const columns = [
  column<Approval>("name", "Definition", (row) => (
    <Link to="/approvals/$id" params={{ id: row.id }} className="link font-[540]">
      {row.name}
    </Link>
  )),
  column<Approval>("version", "Version", (row) => `v${row.version}`, { align: "right", from: "sm" }),
  column<Approval>("round", "Round", (row) => row.round, { align: "right", from: "lg" }),
  column<Approval>("submitted", "Submitted", (row) => formatDate(row.submittedAt), { from: "md", oneLine: true }),
  column<Approval>("until", "Until", (row) => (row.state === "in_review" ? formatDate(row.expiresAt) : "–"), { from: "lg", oneLine: true }),
  column<Approval>("state", "State", (row) => <ApprovalTag approval={row} />),
];

export function ApprovalsPage({ cursor }: { cursor: string | undefined }) {
  const approvals = useApprovals(cursor);
  const mine = approvals.data?.items.filter((item) => item.yourTurn).length ?? 0;
  return (
    <>
      <PageHeader title="Approvals">{mine > 0 ? `${plural(mine, "definition")} ${mine === 1 ? "waits" : "wait"} for your decision.` : "Finance, technical and executive agree to a definition before it is billed."}</PageHeader>
      <Panel title="Approvals" flush>
        <QueryView query={approvals} loading={<TableSkeleton what="approvals" />}>
          {(page) => (
            <>
              <DataTable
                caption="Approvals, those that wait for you first"
                columns={columns}
                rows={page.items}
                rowId={(row) => row.id}
                empty={
                  <EmptyState icon={<Stamp className="size-5" />} title="Nothing to approve">
                    A definition that is submitted appears here and goes through three stages.
                  </EmptyState>
                }
              />
              <PageLinks cursor={cursor} next={page.next} shown={page.items.length} />
            </>
          )}
        </QueryView>
      </Panel>
    </>
  );
}
