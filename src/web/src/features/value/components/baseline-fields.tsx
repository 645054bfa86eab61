import { SelectField, TextField } from "@/components/ui/field";
import type { FieldProps } from "@/lib/form";

interface BaselineForm {
  values: { baselineMethod: string };
  field: (name: "baselineMethod" | "baseline" | "measure" | "baselineFrom" | "baselineTo" | "baselinePeriods") => FieldProps;
}

/** What would have been without the product: a fixed figure, or one measured from the same data. */
export function BaselineFields({ form }: { form: BaselineForm }) {
  const method = form.values.baselineMethod;
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <SelectField label="Baseline" hint="What would have been without you." {...form.field("baselineMethod")}>
        <option value="fixed">a fixed figure</option>
        <option value="mean">the mean of a reference time</option>
        <option value="median">the median of a reference time</option>
        <option value="trailing">the mean of the last periods</option>
        <option value="previous">the period before</option>
      </SelectField>
      {method === "fixed" ? (
        <TextField label="Baseline per period" inputMode="decimal" {...form.field("baseline")} />
      ) : (
        <TextField label="Measured by" spellCheck={false} className="mono" hint="A formula over the fields." {...form.field("measure")} />
      )}
      {method === "trailing" ? <TextField label="Periods before" inputMode="numeric" hint="2 to 366." {...form.field("baselinePeriods")} /> : null}
      {method === "mean" || method === "median" ? (
        <div className="grid grid-cols-2 gap-3 sm:col-span-3">
          <TextField label="Reference from" type="date" {...form.field("baselineFrom")} />
          <TextField label="Up to, not including" type="date" {...form.field("baselineTo")} />
        </div>
      ) : null}
    </div>
  );
}
