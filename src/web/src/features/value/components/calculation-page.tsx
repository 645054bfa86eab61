import { Link } from "@tanstack/react-router";
import { Callout } from "@/components/feedback/callout";
import { PageQuery } from "@/components/feedback/page-query";
import { Facts } from "@/components/layout/facts";
import { Figures } from "@/components/layout/figures";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Copyable } from "@/components/ui/copyable";
import { formatAmount, formatDecimal, formatMoney, formatPeriod, formatTime, plural } from "@/lib/format";
import { useCalculation } from "../api/get-calculation";
import type { Calculation } from "../model/value";
import { PointsPanel } from "./points-panel";

export function CalculationPage({ id, cursor }: { id: string; cursor: string | undefined }) {
  const calculation = useCalculation(id);
  return (
    <PageQuery query={calculation} title="Calculation">
      {(data) => (
        <>
          <Loaded calculation={data} />
          <PointsPanel calculation={data} cursor={cursor} />
        </>
      )}
    </PageQuery>
  );
}

function Loaded({ calculation }: { calculation: Calculation }) {
  const { currency } = calculation;
  return (
    <>
      <PageHeader
        title={`${calculation.definitionName}, ${formatPeriod(calculation.period, "long")}`}
        above={
          <Link to="/value/calculations" className="link">
            Calculations
          </Link>
        }
        actions={
          <Button asChild tone="main">
            <Link to="/receipts/$id" params={{ id: calculation.receiptId }}>
              Open the receipt
            </Link>
          </Button>
        }
      >
        {plural(calculation.points, "data point")} gave {formatAmount(calculation.result)}, for a fee of {formatMoney(calculation.fee, currency)}.
      </PageHeader>
      <div className="mb-4 flex flex-col gap-3 empty:hidden">
        {calculation.supersededBy ? (
          <Callout state="warning" title="A newer calculation replaces this one">
            <Link to="/value/calculations/$id" params={{ id: calculation.supersededBy }} className="prose-link">
              Open the one that counts
            </Link>
          </Callout>
        ) : null}
        {calculation.replaces ? (
          <Callout title="It corrects an earlier calculation">
            <Link to="/value/calculations/$id" params={{ id: calculation.replaces }} className="prose-link">
              Open the one it replaces
            </Link>
          </Callout>
        ) : null}
        {calculation.selfActivated ? (
          <Callout state="warning" title="Self-activated, never billed">
            The version was activated by an owner alone. The proof is as strong; no invoice will contain it.
          </Callout>
        ) : null}
      </div>
      <Figures
        figures={[
          { label: "Value", value: formatAmount(calculation.result) },
          { label: "Fee", value: formatMoney(calculation.fee, currency) },
          { label: "Data points", value: formatDecimal(String(calculation.points)) },
          { label: "Baseline", value: calculation.variables.baseline ? formatAmount(calculation.variables.baseline) : "none" },
        ]}
      />
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Panel title="How it was computed">
          <Facts
            facts={[
              { term: "Formula", value: <code className="mono">{calculation.formula}</code> },
              { term: "Definition", value: <DefinitionLink calculation={calculation} /> },
              { term: "Period", value: `${formatTime(calculation.from)} up to ${formatTime(calculation.to)}` },
              { term: "Calculated", value: formatTime(calculation.calculatedAt) },
              ...Object.entries(calculation.variables).map(([name, value]) => ({ term: `Variable ${name}`, value: formatAmount(value) })),
            ]}
          />
        </Panel>
        <Panel title="What went in">
          <Facts
            facts={[
              { term: "Inputs hash", value: <Copyable value={calculation.inputsHash} what="inputs hash" head={16} tail={8} /> },
              { term: "Calculation id", value: <Copyable value={calculation.id} what="calculation id" head={12} /> },
            ]}
          />
          <TotalsTable calculation={calculation} />
        </Panel>
      </div>
    </>
  );
}

function DefinitionLink({ calculation }: { calculation: Calculation }) {
  return (
    <Link to="/value/definitions/$id" params={{ id: calculation.definitionId }} className="link">
      {calculation.definitionName} v{calculation.version}
    </Link>
  );
}

function TotalsTable({ calculation }: { calculation: Calculation }) {
  const fields = Object.entries(calculation.totals);
  if (fields.length === 0) return null;
  return (
    <div className="relative mt-4 overflow-x-auto" tabIndex={0} role="region" aria-label="Totals of the inputs">
      <table className="num w-full border-collapse">
        <caption className="sr-only">Totals of the inputs by field</caption>
        <thead>
          <tr className="text-xs text-ink-3">
            {["Field", "Count", "Sum", "Smallest", "Largest"].map((head, at) => (
              <th key={head} scope="col" className={`border-b border-line-2 py-1.5 pr-3 font-medium last:pr-0 sm:pr-4 ${at === 0 ? "text-left" : "text-right"}`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {fields.map(([name, totals]) => (
            <tr key={name}>
              <th scope="row" className="mono py-1.5 pr-3 text-left font-normal sm:pr-4">
                {name}
              </th>
              {[totals.count, totals.sum, totals.min, totals.max].map((value, at) => (
                <td key={at} className="py-1.5 pr-3 text-right last:pr-0 sm:pr-4">
                  {formatAmount(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
