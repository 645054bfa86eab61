import { z } from "zod";
import { Figures } from "@/components/layout/figures";
import { TextField } from "@/components/ui/field";
import { useForm } from "@/lib/form";
import { formatAmount, formatCount } from "@/lib/format";
import { useSaveStep } from "../api/save-step";
import type { StepProps } from "./setup-page";
import { StepFrame } from "./step-frame";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "Choose a day.");

const schema = z
  .object({ "testing.from": day, "testing.to": day, "testing.reference": z.string().trim().regex(/^-?\d+(\.\d+)?$/, "A plain number such as 1250.50.") })
  .refine((form) => form["testing.to"] > form["testing.from"], { path: ["testing.to"], message: "Later than the first day." });

/** Compares a measured figure with one that is known to be right. */
export function TestingStep({ setup, mayWrite }: StepProps) {
  const saved = setup.settings.testing;
  const save = useSaveStep("testing");
  const form = useForm(schema, { "testing.from": saved?.from ?? "", "testing.to": saved?.to ?? "", "testing.reference": saved?.reference ?? "" });
  const accuracy = setup.results.accuracy;

  const onSave = (check: boolean) => {
    const values = form.check();
    if (values) save.mutate({ settings: { testing: { from: values["testing.from"], to: values["testing.to"], reference: values["testing.reference"] } }, check }, { onError: form.refuse });
  };

  return (
    <StepFrame
      setup={setup}
      name="testing"
      mayWrite={mayWrite}
      save={save}
      onSave={onSave}
      found={
        accuracy ? (
          <Figures
            figures={[
              { label: "Measured", value: formatAmount(accuracy.measured) },
              { label: "Known to be right", value: formatAmount(accuracy.reference) },
              { label: "Accuracy", value: `${accuracy.accuracy} %` },
              { label: "Data points", value: formatCount(accuracy.points) },
            ]}
          />
        ) : null
      }
    >
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField label="From" type="date" {...form.field("testing.from")} />
        <TextField label="Up to, not including" type="date" {...form.field("testing.to")} />
        <TextField label="Figure you know" inputMode="decimal" hint={setup.settings.metricsConfig ? `${setup.settings.metricsConfig.metric}, from your own books.` : "From your own books."} {...form.field("testing.reference")} />
      </div>
      <p className="text-sm text-ink-3">85 % are needed: 100 × max(0, 1 − |measured − known| ÷ |known|).</p>
    </StepFrame>
  );
}
