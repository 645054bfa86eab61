import type { RowData } from "@tanstack/react-table";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import type { Page } from "@/lib/api";
import { DataTable, type Column } from "./data-table";
import { PageLinks } from "./page-links";

interface ListPanelProps<T extends RowData> {
  title: string;
  /** What the rows are, for screen readers: `receipts`. */
  what: string;
  query: UseQueryResult<Page<T>>;
  columns: Column<T>[];
  rowId: (row: T) => string;
  empty: ReactNode;
  /** The page shown now; undefined for the first. */
  cursor?: string | undefined;
  /** A filter or a short fact, beside the title. */
  aside?: ReactNode;
}

/** A list of the API in pages: loading, failed, empty, or a table with links to its other pages. */
export function ListPanel<T extends RowData>({ title, what, query, columns, rowId, empty, cursor, aside }: ListPanelProps<T>) {
  return (
    <Panel title={title} flush aside={aside}>
      <QueryView query={query} loading={<TableSkeleton what={what} />}>
        {(page) => (
          <>
            <DataTable caption={what.charAt(0).toUpperCase() + what.slice(1)} columns={columns} rows={page.items} rowId={rowId} empty={empty} />
            <PageLinks cursor={cursor} next={page.next} shown={page.items.length} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}
