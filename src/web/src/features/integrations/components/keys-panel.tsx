import { useState } from "react";
import { Panel } from "@/components/layout/panel";
import { TextField } from "@/components/ui/field";
import { Form, SubmitRow } from "@/components/ui/form";
import { fieldErrors } from "@/lib/api-error";
import { useSaveKeys } from "../api/integrations";
import { isConnected, type Integration } from "../model/integrations";

/** The keys of a service; they are tested before they are kept, and never shown again. */
export function KeysPanel({ item }: { item: Integration }) {
  const [typed, setTyped] = useState<Record<string, string>>({});
  const save = useSaveKeys(item.provider);
  const errors = fieldErrors(save.error);
  const entered = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
  return (
    <Panel title="Keys">
      <Form className="max-w-xl" onSubmit={() => save.mutate(entered, { onSuccess: () => setTyped({}) })}>
        {item.keys.map((key) => (
          <TextField
            key={key.name}
            name={`keys.${key.name}`}
            label={key.label}
            hint={key.hint}
            type={key.isSecret ? "password" : "text"}
            autoComplete="off"
            placeholder={key.shown ?? undefined}
            value={typed[key.name] ?? ""}
            error={errors[`keys.${key.name}`]}
            onChange={(event) => setTyped((old) => ({ ...old, [key.name]: event.target.value.trim() }))}
          />
        ))}
        <SubmitRow action={isConnected(item) ? "Replace" : "Connect"} busy={save.isPending} error={save.error} disabled={Object.keys(entered).length === 0} done={save.isSuccess ? "Tested and kept." : undefined} />
      </Form>
    </Panel>
  );
}
