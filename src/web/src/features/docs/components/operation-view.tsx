import { Tag, type TagTone } from "@/components/ui/tag";
import type { Field, Operation } from "../model/openapi";

const tones: Record<string, TagTone> = { GET: "neutral", POST: "accent", PUT: "accent", PATCH: "accent", DELETE: "neutral" };

export function OperationView({ operation }: { operation: Operation }) {
  return (
    <details className="group" id={operation.id}>
      <summary className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-sunken/50">
        <Tag tone={tones[operation.method] ?? "neutral"} className="mono w-16 justify-center">
          {operation.method}
        </Tag>
        <code className="mono [overflow-wrap:anywhere]">{operation.path}</code>
        {operation.least ? <Tag className="ml-auto">{operation.least}</Tag> : null}
        {operation.summary ? <span className="basis-full text-sm text-ink-2">{operation.summary}</span> : null}
      </summary>
      <div className="flex flex-col gap-4 px-4 pt-1 pb-4">
        <Fields title="Parameters" fields={operation.parameters} />
        <Fields title={`Body${operation.bodyName ? `: ${operation.bodyName}` : ""}`} fields={operation.body} />
        {operation.answers.map((answer) => (
          <div key={answer.status}>
            <p className="num text-sm">
              <strong className="font-semibold">{answer.status}</strong> <span className="text-ink-2">{answer.description}</span>
            </p>
            {answer.status.startsWith("2") ? <Fields title={`Fields of answer ${answer.status}`} fields={answer.fields} isQuiet /> : null}
          </div>
        ))}
      </div>
    </details>
  );
}

function Fields({ title, fields, isQuiet = false }: { title: string; fields: readonly Field[]; isQuiet?: boolean }) {
  if (fields.length === 0) return null;
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label={title}>
      <table className="w-full border-collapse text-sm">
        <caption className={isQuiet ? "sr-only" : "pb-1 text-left text-sm font-semibold"}>{title}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name} className="border-t border-line-2 align-top">
              <th scope="row" className="mono w-[28%] py-1.5 pr-4 text-left font-normal whitespace-nowrap">
                {field.name}
                {field.required ? <span className="text-bad"> *</span> : null}
                {field.required ? <span className="sr-only">required</span> : null}
              </th>
              <td className="mono w-[30%] py-1.5 pr-4 text-ink-2">{field.type}</td>
              <td className="py-1.5 text-ink-2">{field.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
