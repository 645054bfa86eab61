import { FileCheck2 } from "lucide-react";
import { Link, useRouter } from "@tanstack/react-router";
import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { PageLinks } from "@/components/data-table/page-links";
import { EmptyState } from "@/components/feedback/page-states";
import { ProblemNote } from "@/components/feedback/problem-note";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Callout } from "@/components/feedback/callout";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { useCalculations } from "@/features/value/api/list-calculations";
import { formatCount } from "@/lib/format";
import { useExportReceipts } from "../api/export-receipts";
import { useCheckpoint } from "../api/get-checkpoint";
import { useReceipts } from "../api/list-receipts";
import { kindWords } from "../model/receipt";
import { receiptColumns } from "../api/receipt-columns";

export function ReceiptsPage({ kind, cursor }: { kind?: string | undefined; cursor?: string | undefined }) {
  const receipts = useReceipts({ kind, cursor });
  const calculations = useCalculations({ limit: 200 }).data?.items;
  const columns = useMemo(() => receiptColumns(calculations ?? []), [calculations]);
  const router = useRouter();
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
      {checkpoint?.halted ? (
        <Callout state="failed" title="The log is halted" className="mb-4">
          It would not extend what was signed before, so nothing more is signed. What is signed stays valid; the operator was alerted.
        </Callout>
      ) : null}
      <Panel
        title="Newest first"
        flush
        aside={
          <Select
            aria-label="Show receipts of kind"
            value={kind ?? ""}
            onChange={(event) => void router.navigate({ to: "/receipts", search: { kind: event.target.value || undefined } })}
            className="h-8 w-44"
          >
            <option value="">All kinds</option>
            {Object.entries(kindWords).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </Select>
        }
      >
        <QueryView query={receipts} loading={<TableSkeleton what="receipts" />}>
          {(page) => (
            <>
              <DataTable
                caption="Receipts"
                columns={columns}
                rows={page.items}
                rowId={(row) => row.id}
                empty={
                  <EmptyState
                    icon={<FileCheck2 className="size-5" />}
                    title={kind ? "No receipt of this kind" : "No receipt yet"}
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
