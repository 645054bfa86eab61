import { FileCheck2 } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { ListPanel } from "@/components/data-table/list-panel";
import { EmptyState } from "@/components/feedback/page-states";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/feedback/callout";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { useCalculations } from "@/features/value/api/list-calculations";
import { formatCount } from "@/lib/format";
import { useExportReceipts } from "../api/export-receipts";
import { useCheckpoint } from "../api/get-checkpoint";
import { useReceipts } from "../api/list-receipts";
import type { ReceiptFilter } from "../model/receipt";
import { receiptColumns } from "../api/receipt-columns";
import { ExportDialog } from "./export-dialog";
import { ReceiptFilters } from "./receipt-filters";
import { SinceLastVisit } from "./since-last-visit";

export function ReceiptsPage({ filter, cursor }: { filter: ReceiptFilter; cursor: string | undefined }) {
  const receipts = useReceipts({ ...filter, cursor });
  const narrowed = Object.values(filter).some(Boolean);
  const calculations = useCalculations({ limit: 200 }).data?.items;
  const columns = useMemo(() => receiptColumns(calculations ?? []), [calculations]);
  const checkpoint = useCheckpoint().data;
  const download = useExportReceipts();
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
            {mayExport ? <ExportDialog download={download} /> : null}
          </>
        }
      >
        {checkpoint ? `The last signed checkpoint covers ${formatCount(checkpoint.size)} receipts. Each can be verified without us.` : "Each can be verified without us."}
      </PageHeader>
      {download.data && download.data.pending > 0 ? (
        <Callout title={`${formatCount(download.data.pending)} receipts are not in the file`} className="mb-4">
          They were made this moment and are not signed for yet. Export again in a few seconds to have them too.
        </Callout>
      ) : null}
      <SinceLastVisit checkpoint={checkpoint} />
      {checkpoint?.halted ? (
        <Callout state="failed" title="The log is halted" className="mb-4">
          It would not extend what was signed before, so nothing more is signed. What is signed stays valid; the operator was alerted.
        </Callout>
      ) : null}
      <ReceiptFilters filter={filter} />
      <ListPanel
        title="Newest first"
        what="receipts"
        query={receipts}
        columns={columns}
        rowId={(row) => row.id}
        cursor={cursor}
        empty={
          <EmptyState
            icon={<FileCheck2 className="size-5" />}
            title={narrowed ? "Nothing here fits the filter" : "No receipt yet"}
            actions={
              <Button asChild tone="main">
                <Link to="/value/definitions">Open the definitions</Link>
              </Button>
            }
          >
            {receipts.data?.next
              ? "Older receipts may: go on to the next page."
              : narrowed
                ? "Choose other days, or another kind or definition."
                : "Every calculation writes one. Activate a definition and run a month to see the first."}
          </EmptyState>
        }
      />
    </>
  );
}
