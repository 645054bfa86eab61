import { Link } from "@tanstack/react-router";
import { FileCheck2 } from "lucide-react";
import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/page-states";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import { useReceipts } from "@/features/receipts/api/list-receipts";
import { receiptColumns } from "@/features/receipts/api/receipt-columns";
import { useCalculations } from "@/features/value/api/list-calculations";

export function LatestReceipts() {
  const receipts = useReceipts({ limit: 5 });
  const calculations = useCalculations({ limit: 50 }).data;
  // In half a page there is room for what they are about; where they stand in the log is told by their own pages.
  const columns = useMemo(() => receiptColumns(calculations?.items ?? []).filter(({ id }) => id !== "leaf" && id !== "issued"), [calculations]);
  return (
    <Panel
      title="Latest receipts"
      flush
      aside={
        <Link to="/receipts" className="link">
          All receipts
        </Link>
      }
    >
      <QueryView query={receipts} loading={<TableSkeleton rows={3} what="receipts" />}>
        {(page) => (
          <DataTable
            caption="Latest receipts"
            columns={columns}
            rows={page.items}
            rowId={(row) => row.id}
            empty={
              <EmptyState icon={<FileCheck2 className="size-5" />} title="No receipt yet">
                The first calculation writes it.
              </EmptyState>
            }
          />
        )}
      </QueryView>
    </Panel>
  );
}
