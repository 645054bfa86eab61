import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { DialogActions, Form } from "@/components/ui/form";
import { SecretOnce } from "@/components/ui/secret-once";
import { useForm } from "@/lib/form";
import { apiKeySchema, useCreateApiKey } from "../api/create-api-key";
import type { NewApiKey } from "../model/identity";
import { scopes } from "../model/scopes";

/** Asks for a name and scopes, then shows the key: this once, in this dialog, and nowhere else in the page. */
export function CreateApiKeyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [created, setCreated] = useState<NewApiKey | null>(null);
  const close = () => {
    setCreated(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      closeOnOutside={created === null}
      title={created ? "Copy the key now" : "Create an API key"}
      description={created ? `This is the only time “${created.name}” is shown. Keep it where your program reads its secrets.` : "It acts for this workspace, within the scopes you choose."}
    >
      {created ? <SecretOnce what="key" value={created.key} onDone={close} /> : <KeyForm onCreated={setCreated} onCancel={close} />}
    </Dialog>
  );
}

function KeyForm({ onCreated, onCancel }: { onCreated: (key: NewApiKey) => void; onCancel: () => void }) {
  const form = useForm(apiKeySchema, { name: "" });
  const [chosen, setChosen] = useState<string[]>(["value:write"]);
  const create = useCreateApiKey();
  return (
    <Form
      onSubmit={() => {
        const values = form.check();
        if (values && chosen.length > 0) create.mutate({ name: values.name, scopes: chosen }, { onSuccess: onCreated, onError: form.refuse });
      }}
    >
      <TextField label="Name" placeholder="Nightly export" maxLength={100} autoComplete="off" {...form.field("name")} />
      <fieldset className="flex flex-col gap-2.5">
        <legend className="mb-2 text-sm font-[540]">Scopes</legend>
        {scopes.map((scope) => (
          <Checkbox
            key={scope.id}
            label={scope.label}
            hint={scope.hint}
            checked={chosen.includes(scope.id)}
            onChange={(on) => setChosen((old) => (on ? [...old, scope.id] : old.filter((id) => id !== scope.id)))}
          />
        ))}
        {chosen.length === 0 ? <p className="text-sm text-bad">Choose at least one: a key without scopes can do nothing.</p> : null}
      </fieldset>
      <DialogActions action="Create key" busy={create.isPending} error={create.error} onCancel={onCancel} disabled={chosen.length === 0} />
    </Form>
  );
}
