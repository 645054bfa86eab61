import { Facts, type Fact } from "@/components/layout/facts";
import { Panel } from "@/components/layout/panel";
import { Copyable } from "@/components/ui/copyable";
import { formatAmount, formatCount, formatMoney, formatTime, plural } from "@/lib/format";
import type { ReactNode } from "react";
import { sentence } from "../model/receipt";
import { isObject, type Json, type JsonObject } from "../model/verify/canonical-json";
import { isInstant } from "../model/verify/instant";
import { parseStatement, type Statement } from "../model/verify/statement";

/** What the receipt states: in words, and as the exact text that was hashed. */
export function StatementView({ statement: text }: { statement: string }) {
  const statement = parseStatement(text);
  return (
    <Panel title="Statement" aside={`canonical JSON, ${formatCount(new TextEncoder().encode(text).length)} bytes`}>
      {typeof statement === "string" ? <p className="text-bad">{statement}</p> : <Facts facts={factsOf(statement)} />}
      <details className="mt-4">
        <summary className="link text-sm">The exact text that was hashed</summary>
        <pre className="mono mt-2 max-h-80 overflow-auto rounded-control bg-sunken p-3 break-all whitespace-pre-wrap" tabIndex={0} aria-label="Statement as canonical JSON">
          {text}
        </pre>
      </details>
    </Panel>
  );
}

function factsOf(statement: Statement): Fact[] {
  const common: Fact[] = [
    { term: "Receipt id", value: <Copyable value={statement.id} what="receipt id" head={14} /> },
    { term: "Issued", value: formatTime(statement.issuedAt) },
    { term: "Workspace", value: <Copyable value={statement.workspace} what="workspace id" head={12} /> },
  ];
  return [...(statement.kind === "calculation" ? calculationFacts(statement.body) : otherFacts(statement.body)), ...common];
}

function calculationFacts(body: JsonObject): Fact[] {
  const fee = object(body.fee);
  const inputs = object(body.inputs);
  const totals = object(inputs.totals);
  const period = object(body.period);
  const definition = object(body.definition);
  const variables = object(body.variables);
  return [
    { term: "Measured", value: `${formatAmount(text(body.result))} from ${plural(Number(text(totals.points)), "point")}` },
    ...Object.entries(variables).map(([name, value]) => ({ term: name === "baseline" ? "Baseline" : name, value: formatAmount(text(value)) })),
    { term: "Formula", value: <code className="mono">{text(body.formula)}</code> },
    { term: "Definition", value: `${text(body.metric)} v${text(definition.version)}` },
    { term: "Period", value: `${formatTime(text(period.from))} up to ${formatTime(text(period.to))}` },
    { term: "Fee", value: <strong className="font-semibold">{formatMoney(text(fee.amount), text(fee.currency))}</strong> },
    { term: "Inputs hash", value: <Copyable value={text(inputs.hash)} what="inputs hash" head={12} tail={8} /> },
  ];
}

function otherFacts(body: JsonObject): Fact[] {
  return Object.entries(body).map(([name, value]) => ({ term: sentence(name), value: plain(value) }));
}

/** What a statement says of a kind that nobody described: instants as times, hashes to copy, lists and parts in words. */
function plain(value: Json): ReactNode {
  if (value === null) return <span className="text-ink-3">none</span>;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "string" && isInstant(value)) return formatTime(value);
  if (typeof value === "string" && /^[0-9a-f]{64}$/.test(value)) return <Copyable value={value} what="hash" head={12} tail={8} />;
  if (Array.isArray(value)) return value.length === 0 ? <span className="text-ink-3">none</span> : <ol className="list-decimal pl-4">{value.map((item, at) => <li key={at}>{plain(item)}</li>)}</ol>;
  if (isObject(value)) return <ul>{Object.entries(value).map(([name, item]) => <li key={name}><span className="text-ink-3">{sentence(name)}</span> {plain(item)}</li>)}</ul>;
  return String(value);
}

function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
