import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/field";
import { nameFor } from "../model/preview";
import type { MetricsConfig, Sample } from "../model/setup";

interface MappingFieldsProps {
  sample: Sample;
  fields: MetricsConfig["fields"];
  onChange: (fields: MetricsConfig["fields"]) => void;
  /** Points that are sent keep the names they came with. */
  fixedNames: boolean;
  error: string | undefined;
}

/** Which of the source's numbers are kept, and what they are called in formulas. */
export function MappingFields({ sample, fields, onChange, fixedNames, error }: MappingFieldsProps) {
  const names = sample.fields.filter((field) => field.isNumber || fields.some((map) => map.from === field.name)).map((field) => field.name);
  const unseen = fields.filter((map) => !names.includes(map.from)).map((map) => map.from);
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-[540]">Fields to keep</legend>
      <ul className="flex flex-col gap-1.5">
        {[...names, ...unseen].map((name) => {
          const map = fields.find((other) => other.from === name);
          return (
            <li key={name} className="grid min-h-9 items-center gap-x-3 gap-y-1 sm:grid-cols-2">
              <Checkbox
                label={name}
                checked={map !== undefined}
                onChange={(checked) => onChange(checked ? [...fields, { from: name, to: fixedNames ? name : nameFor(name) }] : fields.filter((other) => other.from !== name))}
              />
              {map && !fixedNames ? (
                <Input aria-label={`Name of ${name} in formulas`} className="mono" spellCheck={false} value={map.to} onChange={(event) => onChange(fields.map((other) => (other.from === name ? { from: name, to: event.target.value } : other)))} />
              ) : null}
            </li>
          );
        })}
      </ul>
      {names.length === 0 ? <p className="text-sm text-ink-3">The sample has no field whose values are all numbers.</p> : null}
      {error ? <p className="mt-1 text-sm text-bad">{error}</p> : null}
    </fieldset>
  );
}
