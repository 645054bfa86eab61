import { Table2 } from "lucide-react";
import { column, DataTable } from "@/components/data-table/data-table";
import { PageLinks } from "@/components/data-table/page-links";
import { EmptyState } from "@/components/feedback/page-states";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import { formatAmount, formatTime } from "@/lib/format";
import { useCalculationPoints } from "../api/get-calculation";
import type { Calculation } from "../model/value";

type Point = NonNullable<Calculation["dataPoints"]>["items"][number];

/** The data points behind a calculation, one by one. */
export function PointsPanel({ calculation, cursor }: { calculation: Calculation; cursor: string | undefined }) {
  const points = useCalculationPoints(calculation.id, cursor);
  return (
    <Panel title="Data points of the period" aside={<>of <span className="mono">{calculation.source}</span>, as they are now</>} flush className="mt-4">
      <QueryView query={points} loading={<TableSkeleton what="data points" />}>
        {(page) => (
          <>
            <DataTable
              caption="Data points of the period"
              columns={columnsOf(page.items)}
              rows={page.items}
              rowId={(row) => row.id}
              empty={
                <EmptyState icon={<Table2 className="size-5" />} title="No data points">
                  Nothing was measured in this period.
                </EmptyState>
              }
            />
            <PageLinks cursor={cursor} next={page.next} shown={page.items.length} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function columnsOf(points: readonly Point[]) {
  const fields = [...new Set(points.flatMap((point) => Object.keys(point.fields)))];
  return [
    column<Point>("time", "Time", (row) => <span className="whitespace-nowrap">{formatTime(row.time)}</span>),
    column<Point>("id", "Id", (row) => <span className="mono block max-w-60 truncate">{row.id}</span>, { from: "sm" }),
    ...fields.map((field) => column<Point>(`field-${field}`, field, (row) => (row.fields[field] === undefined ? "" : formatAmount(row.fields[field])), { align: "right" })),
  ];
}
