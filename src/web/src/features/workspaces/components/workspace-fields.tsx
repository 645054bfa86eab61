import { SelectField, TextField } from "@/components/ui/field";
import { TimeZoneOptions } from "@/components/ui/time-zone-options";
import type { useForm } from "@/lib/form";
import type { workspaceSchema } from "../api/workspace-schema";
import { currencies } from "../model/workspace";

type WorkspaceForm = ReturnType<typeof useForm<{ name: string; timeZone: string; currency: string }, typeof workspaceSchema>>;

export function WorkspaceFields({ form, disabled = false }: { form: WorkspaceForm; disabled?: boolean }) {
  return (
    <>
      <TextField label="Name" autoComplete="organization" maxLength={100} disabled={disabled} {...form.field("name")} />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label="Currency" hint="New definitions begin with it." disabled={disabled} {...form.field("currency")}>
          {[...new Set([form.values.currency, ...currencies])].map((code) => (
            <option key={code}>{code}</option>
          ))}
        </SelectField>
        <SelectField label="Time zone" hint="Days of reports end in it." disabled={disabled} {...form.field("timeZone")}>
          <TimeZoneOptions current={form.values.timeZone} />
        </SelectField>
      </div>
    </>
  );
}
