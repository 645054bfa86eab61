import { Link, useRouter } from "@tanstack/react-router";
import { Calculator } from "lucide-react";
import { column } from "@/components/data-table/data-table";
import { FilterSelect } from "@/components/data-table/filter-select";
import { ListPanel } from "@/components/data-table/list-panel";
import { EmptyState } from "@/components/feedback/page-states";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { formatAmount, formatDecimal, formatMoney, formatPeriod, formatTime, shorten } from "@/lib/format";
import { useCalculations } from "../api/list-calculations";
import { useDefinitions } from "../api/list-definitions";
import type { Calculation } from "../model/value";

const columns = [
  column<Calculation>("for", "Calculation", (row) => (
    <Link to="/value/calculations/$id" params={{ id: row.id }} className="link font-[540]">
      {row.definitionName} <span className="font-normal text-ink-3">v{row.version}</span>
    </Link>
  )),
  column<Calculation>("period", "Period", (row) => formatPeriod(row.period), { oneLine: true }),
  column<Calculation>("result", "Value", (row) => formatAmount(row.result), { align: "right", from: "sm" }),
  column<Calculation>("fee", "Fee", (row) => formatMoney(row.fee, row.currency), { align: "right" }),
  column<Calculation>("points", "Points", (row) => formatDecimal(String(row.points)), { align: "right", from: "lg" }),
  column<Calculation>("when", "Calculated", (row) => formatTime(row.calculatedAt), { from: "xl", oneLine: true }),
  column<Calculation>("receipt", "Receipt", (row) => <ReceiptCell calculation={row} />, { from: "md" }),
];

function ReceiptCell({ calculation }: { calculation: Calculation }) {
  if (calculation.supersededBy) return <Tag>superseded</Tag>;
  return (
    <Link to="/receipts/$id" params={{ id: calculation.receiptId }} className="link mono">
      {shorten(calculation.receiptId)}
    </Link>
  );
}

export function CalculationsPage({ definition, cursor }: { definition?: string | undefined; cursor?: string | undefined }) {
  const calculations = useCalculations({ definition, cursor });
  const definitions = useDefinitions();
  const router = useRouter();
  return (
    <>
      <PageHeader title="Calculations">Every calculation is kept as it was made: its inputs, its formula, its result. A correction is a new one that names the one it replaces.</PageHeader>
      <ListPanel
        title="Newest first"
        what="calculations"
        query={calculations}
        columns={columns}
        rowId={(row) => row.id}
        cursor={cursor}
        aside={
          <FilterSelect
            label="Show the calculations of"
            all="All definitions"
            value={definition}
            options={definitions.data?.items.map((item) => [item.id, item.name] as const) ?? []}
            onChange={(chosen) => void router.navigate({ to: "/value/calculations", search: { definition: chosen } })}
          />
        }
        empty={
          <EmptyState
            icon={<Calculator className="size-5" />}
            title={definition ? "This definition has not calculated yet" : "Nothing was calculated yet"}
            actions={
              <Button asChild tone="main">
                {definition ? (
                  <Link to="/value/definitions/$id" params={{ id: definition }}>
                    Open the definition
                  </Link>
                ) : (
                  <Link to="/value/definitions">Open the definitions</Link>
                )}
              </Button>
            }
          >
            An active definition calculates each period when it ends, or when you run it.
          </EmptyState>
        }
      />
    </>
  );
}
