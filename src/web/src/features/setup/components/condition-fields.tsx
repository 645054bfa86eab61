import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/field";
import type { MetricsConfig, Sample } from "../model/setup";

type Conditions = NonNullable<MetricsConfig["where"]>;

const most = 5;

interface ConditionFieldsProps {
  sample: Sample;
  where: Conditions;
  onChange: (where: Conditions) => void;
}

/** Which records count: all, or those whose fields have these values. */
export function ConditionFields({ sample, where, onChange }: ConditionFieldsProps) {
  const change = (at: number, part: Partial<Conditions[number]>) => onChange(where.map((other, index) => (index === at ? { ...other, ...part } : other)));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-[540]">
        Records that count <span className="font-normal text-ink-3">({where.length === 0 ? "all" : "those that meet every condition"})</span>
      </legend>
      <ul className="flex flex-col gap-2">
        {where.map((condition, at) => (
          <li key={at} className="grid grid-cols-[1fr_auto_1fr_auto] items-center gap-2">
            <Select aria-label={`Field of condition ${String(at + 1)}`} value={condition.field} onChange={(event) => change(at, { field: event.target.value })}>
              <option value="">choose a field</option>
              {sample.fields.map((field) => (
                <option key={field.name}>{field.name}</option>
              ))}
            </Select>
            <span className="text-ink-3">is</span>
            <Input aria-label={`Value of condition ${String(at + 1)}`} list={`values-${String(at)}`} value={condition.value} onChange={(event) => change(at, { value: event.target.value })} />
            <datalist id={`values-${String(at)}`}>
              {[...new Set(sample.rows.map((row) => row.values[condition.field]).filter((value) => value !== undefined))].map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
            <Button size="icon" tone="quiet" aria-label={`Remove condition ${String(at + 1)}`} onClick={() => onChange(where.filter((_, index) => index !== at))}>
              <X className="size-4" aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      {where.length < most ? (
        <Button size="small" className={where.length > 0 ? "mt-2" : undefined} onClick={() => onChange([...where, { field: "", value: "" }])}>
          <Plus className="size-4" aria-hidden="true" />
          Add a condition
        </Button>
      ) : null}
    </fieldset>
  );
}
