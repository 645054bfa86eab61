import { useNavigate } from "@tanstack/react-router";
import { ScrollText } from "lucide-react";
import { useMemo, useState } from "react";
import { column } from "@/components/data-table/data-table";
import { FilterSelect } from "@/components/data-table/filter-select";
import { ListPanel } from "@/components/data-table/list-panel";
import { EmptyState } from "@/components/feedback/page-states";
import { ProblemNote } from "@/components/feedback/problem-note";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Tag } from "@/components/ui/tag";
import { formatTime } from "@/lib/format";
import { useExportAudit } from "../api/export-audit";
import { useAudit } from "../api/list-audit";
import { actionAreas, actionWords, partyName, targetName, type AuditEntry, type AuditFilter } from "../model/audit";
import { EntryDialog } from "./entry-dialog";
import { VerifiedBadge } from "./verified-badge";

const outcomeTones = { denied: "warn", failed: "bad" } as const;

/** Who did what, when and from where; for admins. */
export function AuditPage({ filter, cursor }: { filter: AuditFilter; cursor: string | undefined }) {
  const audit = useAudit(filter, cursor);
  const exportAll = useExportAudit();
  const [shown, setShown] = useState<AuditEntry>();
  const narrowed = Object.values(filter).some(Boolean);
  const columns = useMemo(
    () => [
      column<AuditEntry>("what", "What happened", (row) => (
        <>
          <button type="button" className="link text-left [overflow-wrap:anywhere]" onClick={() => setShown(row)}>
            {actionWords(row.action)}
          </button>
          {row.outcome === "success" ? null : (
            <Tag tone={outcomeTones[row.outcome as keyof typeof outcomeTones]} className="ml-2">
              {row.outcome}
            </Tag>
          )}
          <span className="block text-sm text-ink-3 md:hidden">
            {partyName(row.actor)}, {formatTime(row.at)}
          </span>
        </>
      )),
      column<AuditEntry>("who", "Who", (row) => <span className="[overflow-wrap:anywhere]">{partyName(row.actor)}</span>, { from: "md" }),
      column<AuditEntry>("target", "To what", (row) => <span className="[overflow-wrap:anywhere]">{targetName(row.target)}</span>, { from: "lg" }),
      column<AuditEntry>("from", "From", (row) => <span className="mono text-sm">{row.ip}</span>, { from: "xl" }),
      column<AuditEntry>("when", "When", (row) => <span className="whitespace-nowrap">{formatTime(row.at)}</span>, { align: "right", from: "md" }),
    ],
    [],
  );
  return (
    <>
      <PageHeader
        title="Audit trail"
        actions={
          <Button tone="main" busy={exportAll.isPending} onClick={() => exportAll.mutate(filter)}>
            {narrowed ? "Download these as CSV" : "Download as CSV"}
          </Button>
        }
      >
        Who did what, when and from where. Entries are chained by hashes and cannot be edited; every night the chain is checked and witnessed by a receipt.
      </PageHeader>
      <ProblemNote error={exportAll.error} className="mb-4" />
      <Filters filter={filter} />
      <ListPanel
        title="Newest first"
        what="audit entries"
        query={audit}
        columns={columns}
        rowId={(row) => row.id}
        cursor={cursor}
        aside={audit.data ? <VerifiedBadge check={audit.data.verified} /> : undefined}
        empty={
          <EmptyState icon={<ScrollText className="size-5" />} title={narrowed ? "Nothing here fits the filter" : "Nothing on this page"}>
            {audit.data?.next ? "Older entries may: go on to the next page." : "Whatever somebody does in this workspace is listed here."}
          </EmptyState>
        }
      />
      {shown ? <EntryDialog entry={shown} onClose={() => setShown(undefined)} /> : null}
    </>
  );
}

function Filters({ filter }: { filter: AuditFilter }) {
  const navigate = useNavigate();
  const set = (change: AuditFilter) => void navigate({ to: "/settings/audit", search: { ...filter, ...change, cursor: undefined } });
  const text = (name: "actor" | "target", label: string) => (
    <Input
      key={`${name}-${filter[name] ?? ""}`}
      aria-label={label}
      placeholder={label}
      defaultValue={filter[name] ?? ""}
      className="h-8 sm:max-w-44"
      onBlur={(event) => set({ [name]: event.target.value.trim() || undefined })}
      onKeyDown={(event) => {
        if (event.key === "Enter") set({ [name]: event.currentTarget.value.trim() || undefined });
      }}
    />
  );
  const day = (name: "from" | "to", label: string) => (
    <label className="flex items-center gap-2 text-sm text-ink-3">
      {label}
      <Input type="date" value={filter[name] ?? ""} className="h-8 max-w-38" onChange={(event) => set({ [name]: event.target.value || undefined })} />
    </label>
  );
  return (
    <div role="group" aria-label="Filters" className="mb-4 flex flex-wrap items-center gap-2.5">
      <FilterSelect label="Area" all="All areas" value={filter.action} options={actionAreas} onChange={(action) => set({ action })} />
      {text("actor", "Id of who")}
      {text("target", "Id of what")}
      {day("from", "From")}
      {day("to", "To")}
      {Object.values(filter).some(Boolean) ? (
        <Button size="small" onClick={() => set({ actor: undefined, action: undefined, target: undefined, from: undefined, to: undefined })}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}
