import { Select } from "@/components/ui/field";

interface FilterSelectProps {
  label: string;
  /** The choice that filters nothing: `All kinds`. */
  all: string;
  value: string | undefined;
  options: readonly (readonly [value: string, word: string])[];
  onChange: (value: string | undefined) => void;
}

/** Narrows a list to one kind; its value lives in the URL. */
export function FilterSelect({ label, all, value, options, onChange }: FilterSelectProps) {
  return (
    <Select aria-label={label} value={value ?? ""} onChange={(event) => onChange(event.target.value || undefined)} className="h-8 sm:w-auto sm:max-w-52">
      <option value="">{all}</option>
      {options.map(([id, word]) => (
        <option key={id} value={id}>
          {word}
        </option>
      ))}
    </Select>
  );
}
