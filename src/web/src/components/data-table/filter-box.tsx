import { Search } from "lucide-react";

interface FilterBoxProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Narrows a list; its value lives in the URL. */
export function FilterBox({ label, value, onChange }: FilterBoxProps) {
  return (
    <span className="relative block">
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" aria-hidden="true" />
      <input
        type="search"
        aria-label={label}
        placeholder="Filter"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-44 rounded-control border border-line-strong bg-panel pr-2 pl-8 text-ink placeholder:text-ink-3"
      />
    </span>
  );
}
