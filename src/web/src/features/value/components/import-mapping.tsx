import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectField, TextField } from "@/components/ui/field";
import { useMembership } from "@/features/identity/api/get-me";
import { useWorkspace } from "@/features/workspaces/api/get-workspace";
import { formatDecimal, plural } from "@/lib/format";
import { guessMapping, mappingProblems, type Mapping } from "../model/import/mapping";
import { detectDelimiter, RecordReader, type Delimiter, type FileRecord } from "../model/import/records";
import { timeFormats, type TimeFormat } from "../model/import/times";
import { ImportPreview } from "./import-preview";

interface ImportMappingProps {
  file: File;
  onStart: (source: string, mapping: Mapping) => void;
  onCancel: () => void;
}

const sampleBytes = 64 * 1024;

async function readSample(file: File): Promise<string> {
  const text = new TextDecoder().decode(await file.slice(0, sampleBytes).arrayBuffer());
  // The last line of a sample is cut somewhere.
  return file.size > sampleBytes ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
}

function recordsOf(sample: string, delimiter: Delimiter): FileRecord[] {
  return new RecordReader(delimiter).read(sample, true).slice(0, 200);
}

/** Shows what the file's columns will become, before anything is sent. */
export function ImportMapping({ file, onStart, onCancel }: ImportMappingProps) {
  const sample = useQuery({ queryKey: ["import-sample", file.name, file.size, file.lastModified], queryFn: () => readSample(file), gcTime: 0, staleTime: Infinity });
  const workspace = useWorkspace(useMembership()?.id ?? "");
  return (
    <QueryView query={sample} loading={<BlockSkeleton what="file" />}>
      {(text) => (
        <QueryView query={workspace} loading={<BlockSkeleton what="workspace" />}>
          {({ data }) => <MappingForm file={file} sample={text} zone={data.timeZone} onStart={onStart} onCancel={onCancel} />}
        </QueryView>
      )}
    </QueryView>
  );
}

const delimiterNames: Record<Delimiter, string> = { ",": "Comma", ";": "Semicolon", "\t": "Tab", "|": "Bar", blanks: "Blanks" };

function MappingForm({ file, sample, zone, onStart, onCancel }: ImportMappingProps & { sample: string; zone: string }) {
  const [mapping, setMapping] = useState(() => {
    const delimiter = detectDelimiter(sample);
    return guessMapping(recordsOf(sample, delimiter), delimiter, zone);
  });
  const [source, setSource] = useState(() => sourceName(file.name));
  const records = recordsOf(sample, mapping.delimiter);
  const sourceProblem = /^[a-z0-9-]{1,40}$/.test(source) ? undefined : "Small letters, digits and dashes, at most 40.";
  const problems = records.length === 0 ? ["The file has no rows."] : mappingProblems(mapping);
  const change = (part: Partial<Mapping>) => setMapping((old) => ({ ...old, ...part }));

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (problems.length === 0 && !sourceProblem) onStart(source, mapping);
      }}
    >
      <Panel title={file.name} aside={<span className="num">{formatDecimal(String(Math.ceil(file.size / 1024)))} KiB</span>}>
        <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
          <TextField label="Source" value={source} error={sourceProblem} hint="The name definitions read it by." spellCheck={false} onChange={(event) => setSource(event.target.value)} />
          <SelectField
            label="Columns are separated by"
            value={mapping.delimiter}
            onChange={(event) => {
              const delimiter = event.target.value as Delimiter;
              setMapping(guessMapping(recordsOf(sample, delimiter), delimiter, zone));
            }}
          >
            {Object.entries(delimiterNames).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField label="Times look like" hint={`Without a zone they are of ${mapping.zone}.`} value={mapping.timeFormat} onChange={(event) => change({ timeFormat: event.target.value as TimeFormat })}>
            {Object.entries(timeFormats).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </SelectField>
          <SelectField label="Numbers look like" value={mapping.decimalMark} onChange={(event) => change({ decimalMark: event.target.value === "," ? "," : "." })}>
            <option value=".">1250.50</option>
            <option value=",">1250,50</option>
          </SelectField>
        </div>
        <div className="mt-4">
          <Checkbox label="The first row names the columns" checked={mapping.hasHeader} onChange={(hasHeader) => change({ hasHeader })} />
        </div>
      </Panel>
      <ImportPreview source={source} mapping={mapping} records={records} onChange={(columns) => change({ columns })} />
      {problems.length > 0 ? (
        <ul role="alert" className="rounded-control bg-bad-soft px-3 py-2 text-bad">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" tone="main" disabled={problems.length > 0 || sourceProblem !== undefined}>
          Import
        </Button>
        <Button onClick={onCancel}>Choose another file</Button>
        <span className="text-sm text-ink-3">
          {plural(mapping.columns.filter((column) => column.role === "field").length, "field")} a row, sent in batches of 500.
        </span>
      </div>
    </form>
  );
}

function sourceName(fileName: string): string {
  const stem = fileName.replace(/\.[^.]*$/, "").toLowerCase();
  return stem.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "import";
}
