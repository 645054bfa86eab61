import { z } from "zod";
import { ValueChart } from "@/components/charts/value-chart";
import { SelectField, TextField } from "@/components/ui/field";
import { monthBegin } from "@/lib/days";
import { useForm } from "@/lib/form";
import { formatPeriod } from "@/lib/format";
import { useBusinessNow } from "@/lib/test-clock";
import { useSaveStep } from "../api/save-step";
import type { Setup } from "../model/setup";
import type { StepProps } from "./setup-page";
import { StepFrame } from "./step-frame";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "Choose a day.");

const schema = z
  .object({ "baseline.method": z.enum(["mean", "median", "trailing", "fixed"]), "baseline.period": z.string(), "baseline.from": day, "baseline.to": day, "baseline.periods": z.string().trim(), "baseline.value": z.string().trim() })
  .superRefine((form, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (form["baseline.to"] <= form["baseline.from"]) refuse("baseline.to", "Later than the first day.");
    if (form["baseline.method"] === "fixed" && !/^-?\d+(\.\d+)?$/.test(form["baseline.value"])) refuse("baseline.value", "A plain number such as 1250.50.");
    if (form["baseline.method"] === "trailing" && !/^([2-9]|[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])$/.test(form["baseline.periods"])) refuse("baseline.periods", "A whole number, 2 to 366.");
  });

/** Measures a reference time period by period, and takes its level; begins with the six whole months before this one. */
export function BaselineStep({ setup, mayWrite }: StepProps) {
  const saved = setup.settings.baseline;
  const save = useSaveStep("baseline");
  const now = useBusinessNow();
  const form = useForm(schema, {
    "baseline.method": saved?.method ?? "median",
    "baseline.period": saved?.period ?? "monthly",
    "baseline.from": saved?.from ?? monthBegin(now, 6),
    "baseline.to": saved?.to ?? monthBegin(now),
    "baseline.periods": saved?.periods ? String(saved.periods) : "3",
    "baseline.value": saved?.value ?? "",
  });
  const method = form.values["baseline.method"];

  const onSave = (check: boolean) => {
    const values = form.check();
    if (!values) return;
    const baseline = {
      method: values["baseline.method"],
      period: values["baseline.period"],
      from: values["baseline.from"],
      to: values["baseline.to"],
      periods: values["baseline.method"] === "trailing" ? Number(values["baseline.periods"]) : null,
      value: values["baseline.method"] === "fixed" ? values["baseline.value"] : null,
    };
    save.mutate({ settings: { baseline }, check }, { onError: form.refuse });
  };

  return (
    <StepFrame setup={setup} name="baseline" mayWrite={mayWrite} save={save} onSave={onSave} found={<BaselineChart setup={setup} />}>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label="Method" {...form.field("baseline.method")}>
          <option value="median">the median of a reference time</option>
          <option value="mean">the mean of a reference time</option>
          <option value="trailing">the mean of its last periods</option>
          <option value="fixed">a fixed figure</option>
        </SelectField>
        <SelectField label="One figure for" {...form.field("baseline.period")}>
          <option value="monthly">every month</option>
          <option value="weekly">every week</option>
          <option value="daily">every day</option>
          <option value="hourly">every hour</option>
        </SelectField>
        <TextField label="Reference from" type="date" {...form.field("baseline.from")} />
        <TextField label="Up to, not including" type="date" {...form.field("baseline.to")} />
        {method === "trailing" ? <TextField label="Last periods" inputMode="numeric" {...form.field("baseline.periods")} /> : null}
        {method === "fixed" ? <TextField label="Baseline per period" inputMode="decimal" {...form.field("baseline.value")} /> : null}
      </div>
    </StepFrame>
  );
}

function BaselineChart({ setup }: { setup: Setup }) {
  const result = setup.results.baseline;
  if (!result) return null;
  const undefinedOnes = result.periods.filter((period) => period.value === null);
  return (
    <>
      <ValueChart
        caption="Measured by period, with the baseline"
        points={result.periods.flatMap((period) => (period.value === null ? [] : [{ label: formatPeriod(period.name), value: period.value, baseline: result.level, extra: String(period.points) }]))}
        extraLabel="Data points"
      />
      {undefinedOnes.length > 0 ? <p className="text-sm text-ink-3">Without a result: {undefinedOnes.map((period) => `${formatPeriod(period.name)} (${period.problem ?? ""})`).join(", ")}</p> : null}
    </>
  );
}
