import { useState } from "react";
import { z } from "zod";
import { EmptyState } from "@/components/feedback/page-states";
import { SelectField, TextField } from "@/components/ui/field";
import { fieldErrors } from "@/lib/api-error";
import { useForm } from "@/lib/form";
import { Table2 } from "lucide-react";
import { useSaveStep } from "../api/save-step";
import { nameFor, preview } from "../model/preview";
import { kindOf, type MetricsConfig, type Sample } from "../model/setup";
import { ConditionFields } from "./condition-fields";
import { MappingFields } from "./mapping-fields";
import { PreviewTable } from "./preview-table";
import type { StepProps } from "./setup-page";
import { StepFrame } from "./step-frame";

const schema = z.object({
  "metricsConfig.metric": z.string().trim().min(1, "Name what is measured.").max(100, "At most 100 characters."),
  "metricsConfig.measure": z.string().trim().min(1, "Say what is measured, such as sum(amount).").max(2000, "At most 2,000 characters."),
  timeField: z.string(),
});

/** Maps fields to numbers, with what the sample becomes shown while it is being done. */
export function MetricsStep({ setup, mayWrite }: StepProps) {
  const saved = setup.settings.metricsConfig;
  const sample = setup.results.sample;
  const isRead = kindOf(setup)?.mode === "pull";
  const save = useSaveStep("metrics-config");
  const [fields, setFields] = useState<MetricsConfig["fields"]>(() => saved?.fields ?? guess(sample));
  const [where, setWhere] = useState<NonNullable<MetricsConfig["where"]>>(() => saved?.where ?? []);
  const form = useForm(schema, {
    "metricsConfig.metric": saved?.metric ?? "",
    "metricsConfig.measure": saved?.measure ?? (fields[0] ? `sum(${fields[0].to})` : "sum(amount)"),
    timeField: saved?.timeField ?? "",
  });
  const timeField = form.values.timeField || null;
  const conditions = where.filter((condition) => condition.field !== "");
  const refused = fieldErrors(save.error)["metricsConfig.fields"];

  const onSave = (check: boolean) => {
    const values = form.check();
    if (!values) return;
    const metricsConfig = { metric: values["metricsConfig.metric"], measure: values["metricsConfig.measure"], fields, timeField: isRead ? timeField : null, where: isRead ? conditions : [] };
    save.mutate({ settings: { metricsConfig }, check }, { onError: form.refuse });
  };

  return (
    <StepFrame
      setup={setup}
      name="metrics-config"
      mayWrite={mayWrite}
      save={save}
      onSave={onSave}
      found={sample && fields.length > 0 ? <PreviewTable rows={preview(sample, { fields, timeField: isRead ? timeField : null, where: isRead ? conditions : null })} fields={fields} /> : null}
    >
      {sample ? (
        <>
          <TextField label="What is measured" placeholder="Won deals" maxLength={100} {...form.field("metricsConfig.metric")} />
          <MappingFields sample={sample} fields={fields} onChange={setFields} fixedNames={!isRead} error={refused} />
          {isRead ? (
            <>
              <SelectField label="Date that counts" hint="It decides to which period a record belongs." {...form.field("timeField")}>
                <option value="">when the record came to be</option>
                {sample.fields
                  .filter((field) => field.isTime)
                  .map((field) => (
                    <option key={field.name}>{field.name}</option>
                  ))}
              </SelectField>
              <ConditionFields sample={sample} where={where} onChange={setWhere} />
            </>
          ) : null}
          <TextField label="Measure" className="mono" hint="A formula over the names above, such as sum(amount), count() or avg(amount)." spellCheck={false} {...form.field("metricsConfig.measure")} />
        </>
      ) : (
        <EmptyState icon={<Table2 className="size-5" />} title="No sample yet">
          Check the data source first: its records show which fields there are.
        </EmptyState>
      )}
    </StepFrame>
  );
}

/** Amounts first: what most people measure. */
function guess(sample: Sample | null | undefined): MetricsConfig["fields"] {
  const numbers = sample?.fields.filter((field) => field.isNumber && !field.isTime) ?? [];
  const likely = numbers.find((field) => /^(amount|total|net|revenue|value|price)$/i.test(field.name)) ?? numbers[0];
  return likely ? [{ from: likely.name, to: nameFor(likely.name) }] : [];
}
