import { Link, useRouter } from "@tanstack/react-router";
import { Sigma } from "lucide-react";
import { column, DataTable } from "@/components/data-table/data-table";
import { FilterBox } from "@/components/data-table/filter-box";
import { PageLinks } from "@/components/data-table/page-links";
import { EmptyState } from "@/components/feedback/page-states";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { useMembership } from "@/features/identity/api/get-me";
import { wears } from "@/features/identity/api/rights";
import { plural } from "@/lib/format";
import { useDefinitions } from "../api/list-definitions";
import { termsInWords } from "../model/terms-in-words";
import type { Definition } from "../model/value";
import { VersionTag } from "./version-tag";

const columns = [
  column<Definition>("name", "Definition", (row) => (
    <Link to="/value/definitions/$id" params={{ id: row.id }} className="link block min-w-36 font-[540]">
      {row.name}
    </Link>
  )),
  column<Definition>("formula", "Formula", (row) => <code className="mono block max-w-80 truncate">{row.latest.formula}</code>, { from: "lg" }),
  column<Definition>("terms", "Terms", (row) => termsInWords(row.latest.terms), { from: "xl" }),
  column<Definition>("source", "Source", (row) => <span className="mono">{row.source}</span>, { from: "md" }),
  column<Definition>("version", "Version", (row) => `v${row.latest.version}`, { align: "right", from: "sm" }),
  column<Definition>("state", "State", (row) => <VersionTag version={row.latest} />),
];

export function DefinitionsPage({ filter, cursor }: { filter: string; cursor: string | undefined }) {
  const definitions = useDefinitions(cursor);
  const router = useRouter();
  const mayWrite = wears(useMembership(), "technical");
  const active = definitions.data?.items.filter((item) => item.activeVersion !== null).length ?? 0;

  const create = mayWrite ? (
    <Button asChild tone="main">
      <Link to="/value/definitions/new">New definition</Link>
    </Button>
  ) : undefined;

  return (
    <>
      <PageHeader title="Value definitions" actions={create}>
        {definitions.data ? `${plural(active, "definition")} ${active === 1 ? "calculates" : "calculate"} value now. Each says what is measured, by which formula, and at what price.` : "What is measured, by which formula, and at what price."}
      </PageHeader>
      <Panel
        title="Definitions"
        flush
        aside={
          definitions.data && definitions.data.items.length > 5 ? (
            <FilterBox label="Filter definitions" value={filter} onChange={(q) => void router.navigate({ to: "/value/definitions", search: { q: q || undefined }, replace: true })} />
          ) : undefined
        }
      >
        <QueryView query={definitions} loading={<TableSkeleton what="definitions" />}>
          {(page) => {
            const rows = page.items.filter((row) => `${row.name} ${row.source}`.toLowerCase().includes(filter.toLowerCase()));
            return (
              <>
                <DataTable
                  caption="Value definitions"
                  columns={columns}
                  rows={rows}
                  rowId={(row) => row.id}
                  empty={
                    filter && page.items.length > 0 ? (
                      <EmptyState icon={<Sigma className="size-5" />} title={`Nothing matches “${filter}”`}>
                        Try another word.
                      </EmptyState>
                    ) : (
                      <EmptyState icon={<Sigma className="size-5" />} title="No definition yet" actions={create}>
                        {mayWrite
                          ? "Begin with one: name the data, write the formula, set the baseline and the price. It can be tried on real data before it counts."
                          : "Somebody with the technical hat writes the first one."}
                      </EmptyState>
                    )
                  }
                />
                <PageLinks cursor={cursor} next={page.next} shown={rows.length} />
              </>
            );
          }}
        </QueryView>
      </Panel>
    </>
  );
}
