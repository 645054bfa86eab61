import { createColumnHelper, tableFeatures, useTable, type ColumnDef, type RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

const features = tableFeatures({});
type Features = typeof features;

export interface ColumnLook {
  align?: "right";
  /** Smallest width at which the column is shown; always when absent. */
  from?: "sm" | "md" | "lg" | "xl";
  /** Never broken, as dates and figures are not. */
  oneLine?: boolean;
  /** The header is said to screen readers only. */
  quietHeader?: boolean;
}

export type Column<T extends RowData> = ColumnDef<Features, T>;

/** One column: what it is called, how a row fills it, how it looks. */
export function column<T extends RowData>(id: string, header: string, cell: (row: T) => ReactNode, look: ColumnLook = {}): Column<T> {
  return createColumnHelper<Features, T>().display({ id, header, cell: ({ row }) => cell(row.original), meta: look });
}

interface DataTableProps<T extends RowData> {
  /** Said to screen readers; the panel's title says it to the others. */
  caption: string;
  columns: Column<T>[];
  rows: T[];
  rowId: (row: T) => string;
  empty?: ReactNode;
}

const shownFrom = { sm: "max-sm:hidden", md: "max-md:hidden", lg: "max-lg:hidden", xl: "max-xl:hidden" };

/** The one table every list uses: 40 px rows, figures to the right, columns that step back on small screens. */
export function DataTable<T extends RowData>({ caption, columns, rows, rowId, empty }: DataTableProps<T>) {
  const table = useTable({ features, columns, data: rows, getRowId: rowId });
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={`${caption}, table`}>
      <table className="num w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col" className={cx("border-b border-line-2 px-4 py-2 text-left text-xs font-medium whitespace-nowrap text-ink-3", classes(header.column.columnDef.meta))}>
                  <span className={isQuiet(header.column.columnDef.meta) ? "sr-only" : undefined}>
                    <table.FlexRender header={header} />
                  </span>
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="group/row border-b border-line-2 last:border-b-0 hover:bg-sunken/50">
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={cx("h-10 px-4 py-1.5", classes(cell.column.columnDef.meta))}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isQuiet(meta: unknown): boolean {
  return (meta as ColumnLook | undefined)?.quietHeader ?? false;
}

function classes(meta: unknown): string {
  const look = (meta ?? {}) as ColumnLook;
  return cx(look.align === "right" && "text-right", look.oneLine && "whitespace-nowrap", look.from && shownFrom[look.from]);
}
