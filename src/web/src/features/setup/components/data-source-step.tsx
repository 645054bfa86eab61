import { Link } from "@tanstack/react-router";
import { z } from "zod";
import { SelectField, TextField } from "@/components/ui/field";
import { useForm } from "@/lib/form";
import { useSaveStep } from "../api/save-step";
import { kindOf } from "../model/setup";
import { SampleTable } from "./sample-table";
import type { StepProps } from "./setup-page";
import { StepFrame } from "./step-frame";

const schema = z.object({
  "dataSource.source": z.string().trim().regex(/^[a-z0-9-]{1,40}$/, "Small letters, digits and dashes, at most 40."),
  "dataSource.object": z.string(),
  "dataSource.fields": z.string().transform((text) => text.split(/[\s,]+/).filter((field) => field !== "")),
});

/** Chooses what is read, and shows a few records of it. */
export function DataSourceStep({ setup, mayWrite }: StepProps) {
  const saved = setup.settings.dataSource;
  const kind = kindOf(setup);
  const save = useSaveStep("data-source");
  const form = useForm(schema, {
    "dataSource.source": saved?.source ?? (kind?.mode === "pull" ? kind.kind : kind?.kind === "segment" ? "segment" : "shop"),
    "dataSource.object": kind?.objects.some((object) => object.name === saved?.object) ? (saved?.object ?? "") : (kind?.objects[0]?.name ?? ""),
    "dataSource.fields": saved?.fields?.join(", ") ?? "",
  });
  const object = kind?.objects.find((other) => other.name === form.values["dataSource.object"]);

  const onSave = (check: boolean) => {
    const values = form.check();
    if (!values) return;
    const dataSource = { source: values["dataSource.source"], object: object?.name ?? null, fields: object?.takesFields ? values["dataSource.fields"] : [] };
    save.mutate({ settings: { dataSource }, check }, { onError: form.refuse });
  };

  return (
    <StepFrame setup={setup} name="data-source" mayWrite={mayWrite} save={save} onSave={onSave} found={setup.results.sample ? <SampleTable sample={setup.results.sample} /> : null}>
      <div className="grid gap-4 sm:grid-cols-2">
        {kind && kind.objects.length > 0 ? (
          <SelectField label="Records" {...form.field("dataSource.object")}>
            {kind.objects.map((other) => (
              <option key={other.name} value={other.name}>
                {other.label}
              </option>
            ))}
          </SelectField>
        ) : null}
        <TextField label="Name of the source" hint="Definitions find the data points by it." spellCheck={false} {...form.field("dataSource.source")} />
      </div>
      {object?.takesFields ? <TextField label="Further fields" optional hint={`By their own names at ${kind?.name ?? "the source"}, such as custom properties.`} spellCheck={false} {...form.field("dataSource.fields")} /> : null}
      {kind?.mode === "upload" ? (
        <p>
          <Link to="/value/import" className="link">
            Upload a file
          </Link>{" "}
          into a source of this name, then come back and check.
        </p>
      ) : null}
    </StepFrame>
  );
}
