import { FileCheck2 } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { DataTable } from "@/components/data-table/data-table";
import { PageLinks } from "@/components/data-table/page-links";
import { EmptyState } from "@/components/feedback/page-states";
import { ProblemNote } from "@/components/feedback/problem-note";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { formatCount } from "@/lib/format";
import { useExportReceipts } from "../api/export-receipts";
import { useCheckpoint } from "../api/get-checkpoint";
import { useReceipts } from "../api/list-receipts";
import { receiptColumns } from "../api/receipt-columns";

export function ReceiptsPage({ cursor }: { cursor: string | undefined }) {
  const receipts = useReceipts({ cursor });
  const checkpoint = useCheckpoint().data;
  const exportAll = useExportReceipts();
  const mayExport = isAtLeast(useMembership(), "admin");
  return (
    <>
      <PageHeader
        title="Receipts"
        actions={
          <>
            <Button asChild>
              <Link to="/verify">Check a file</Link>
            </Button>
            {mayExport ? (
              <Button tone="main" busy={exportAll.isPending} onClick={() => exportAll.mutate()}>
                Export all
              </Button>
            ) : null}
          </>
        }
      >
        {checkpoint ? `The last signed checkpoint covers ${formatCount(checkpoint.size)} receipts. Each can be verified without us.` : "Each can be verified without us."}
      </PageHeader>
      <ProblemNote error={exportAll.error} className="mb-4" />
      <Panel title="Newest first" flush>
        <QueryView query={receipts} loading={<TableSkeleton what="receipts" />}>
          {(page) => (
            <>
              <DataTable
                caption="Receipts"
                columns={receiptColumns}
                rows={page.items}
                rowId={(row) => row.id}
                empty={
                  <EmptyState
                    icon={<FileCheck2 className="size-5" />}
                    title="No receipt yet"
                    actions={
                      <Button asChild tone="main">
                        <Link to="/value/definitions">Open the definitions</Link>
                      </Button>
                    }
                  >
                    Every calculation writes one. Activate a definition and run a month to see the first.
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
