import { Panel } from "@/components/layout/panel";
import { CheckMark } from "@/components/ui/check-mark";
import { Input, Select } from "@/components/ui/field";
import { cx } from "@/lib/cx";
import type { ColumnMapping, Mapping, Role } from "../model/import/mapping";
import { PointMaker } from "../model/import/points";
import type { FileRecord } from "../model/import/records";

interface ImportPreviewProps {
  source: string;
  mapping: Mapping;
  records: readonly FileRecord[];
  onChange: (columns: ColumnMapping[]) => void;
}

const roles: [Role, string][] = [
  ["field", "Number"],
  ["time", "Time"],
  ["id", "Id"],
  ["ignore", "Leave out"],
];

/** The first rows under what their columns become; a row that would not be taken says why. */
export function ImportPreview({ source, mapping, records, onChange }: ImportPreviewProps) {
  const maker = new PointMaker(source, mapping);
  const rows = records.slice(mapping.hasHeader ? 1 : 0, (mapping.hasHeader ? 1 : 0) + 8).map((record) => ({ record, made: maker.make(record) }));
  const set = (at: number, part: Partial<ColumnMapping>) => onChange(mapping.columns.map((column, index) => (index === at ? { ...column, ...part } : column)));

  return (
    <Panel title="What the columns become" aside="the first rows" flush>
      <div className="relative overflow-x-auto" role="region" aria-label="Preview" tabIndex={0}>
        <table className="num w-full border-collapse text-sm">
          <thead>
            <tr className="align-top">
              <th scope="col" className="px-4 py-2 text-left text-xs font-medium text-ink-3">
                Line
              </th>
              {mapping.columns.map((column, at) => (
                <th key={at} scope="col" className="min-w-40 px-3 py-2 text-left font-normal">
                  <span className="mb-1 block truncate text-xs font-medium text-ink-3">{column.title}</span>
                  <Select aria-label={`${column.title} becomes`} value={column.role} onChange={(event) => set(at, { role: event.target.value as Role })} className="h-8">
                    {roles.map(([role, name]) => (
                      <option key={role} value={role}>
                        {name}
                      </option>
                    ))}
                  </Select>
                  {column.role === "field" ? (
                    <Input
                      aria-label={`Field name of ${column.title}`}
                      value={column.field}
                      spellCheck={false}
                      onChange={(event) => set(at, { field: event.target.value })}
                      className="mono mt-1.5 h-8"
                    />
                  ) : null}
                </th>
              ))}
              <th scope="col" className="px-4 py-2 text-left text-xs font-medium text-ink-3">
                Row
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ record, made }) => (
              <tr key={record.line} className="border-t border-line-2">
                <td className="px-4 py-1.5 text-ink-3">{record.line}</td>
                {mapping.columns.map((column, at) => (
                  <td key={at} className={cx("mono max-w-48 truncate px-3 py-1.5", column.role === "ignore" && "text-ink-3 line-through decoration-line")}>
                    {record.cells[at] ?? ""}
                  </td>
                ))}
                <td className="px-4 py-1.5">
                  <span className="flex gap-2">
                    <CheckMark state={"problem" in made ? "failed" : "passed"} />
                    {"problem" in made ? <span className="whitespace-nowrap text-bad">{made.problem}</span> : null}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
