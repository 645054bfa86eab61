import { useNavigate } from "@tanstack/react-router";
import { FilterSelect } from "@/components/data-table/filter-select";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { useDefinitions } from "@/features/value/api/list-definitions";
import { kindWords, type ReceiptFilter } from "../model/receipt";

/** Narrows the list of receipts; what is chosen lives in the URL. */
export function ReceiptFilters({ filter }: { filter: ReceiptFilter }) {
  const navigate = useNavigate();
  const definitions = useDefinitions().data?.items ?? [];
  const set = (change: ReceiptFilter) => void navigate({ to: "/receipts", search: { ...filter, ...change, cursor: undefined } });
  const day = (name: "from" | "to", label: string) => (
    <label className="flex items-center gap-2 text-sm text-ink-3">
      {label}
      <Input type="date" value={filter[name] ?? ""} className="h-8 w-38" onChange={(event) => set({ [name]: event.target.value || undefined })} />
    </label>
  );
  return (
    <div role="group" aria-label="Filters" className="mb-4 flex flex-wrap items-center gap-2.5">
      <FilterSelect label="Show receipts of kind" all="All kinds" value={filter.kind} options={Object.entries(kindWords)} onChange={(kind) => set({ kind })} />
      <FilterSelect
        label="Show receipts of definition"
        all="All definitions"
        value={filter.definition}
        options={definitions.map(({ id, name }) => [id, name] as const)}
        onChange={(definition) => set({ definition })}
      />
      {day("from", "From")}
      {day("to", "To")}
      {Object.values(filter).some(Boolean) ? (
        <Button size="small" onClick={() => set({ kind: undefined, definition: undefined, from: undefined, to: undefined })}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}
