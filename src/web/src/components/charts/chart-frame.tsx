import { useState, type ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";

interface ChartFrameProps {
  /** What each line or dot stands for. */
  keys: ReactNode;
  picture: ReactNode;
  table: ReactNode;
}

/** The same figures as a picture and, on the other tab, as a table. */
export function ChartFrame({ keys, picture, table }: ChartFrameProps) {
  const [view, setView] = useState("chart");
  return (
    <Tabs value={view} onValueChange={setView}>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-3">{keys}</p>
        <TabList aria-label="Show as">
          <Tab value="chart">Chart</Tab>
          <Tab value="table">Table</Tab>
        </TabList>
      </div>
      <TabPanel value="chart">{picture}</TabPanel>
      <TabPanel value="table">{table}</TabPanel>
    </Tabs>
  );
}

export function LegendKey({ look, word }: { look: string; word: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={look} aria-hidden="true" />
      {word}
    </span>
  );
}

/** The box under the pointer. */
export function HoverBox({ children }: { children: ReactNode }) {
  return <div className="num max-w-64 rounded-control border border-line bg-panel px-2.5 py-1.5 text-xs">{children}</div>;
}

export interface ChartColumn<T> {
  title: string;
  /** Where its texts stand; numbers stand right. */
  side?: "left" | "right";
  cell: (row: T) => ReactNode;
}

interface ChartTableProps<T> {
  caption: string;
  height: string;
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** The first one heads its row. */
  columns: readonly ChartColumn<T>[];
}

/** All figures of a chart, to be scrolled through. */
export function ChartTable<T>({ caption, height, rows, rowKey, columns }: ChartTableProps<T>) {
  return (
    <div className={`relative overflow-auto ${height}`} tabIndex={0} role="region" aria-label={caption}>
      <table className="num w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="text-xs text-ink-3">
            {columns.map((column) => (
              <th key={column.title} scope="col" className={`py-1.5 font-medium ${sideOf(column)}`}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-t border-line-2">
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.title} scope="row" className={`py-1.5 font-normal whitespace-nowrap ${sideOf(column)}`}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.title} className={`py-1.5 ${sideOf(column)}`}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The look of both axes. */
export const axis = { tickLine: false, axisLine: false, tick: { fill: "var(--ink-3)" } } as const;

export function compact(value: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

function sideOf(column: { side?: "left" | "right" }): string {
  return column.side === "right" ? "text-right" : "pl-4 text-left first:pl-0";
}
