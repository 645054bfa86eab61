import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/field";
import { DialogActions, Form } from "@/components/ui/form";
import { useForm } from "@/lib/form";
import { useEventTypes } from "../api/list-event-types";
import { endpointSchema, type EndpointValues } from "../api/save-endpoint";
import type { Endpoint } from "../model/webhooks";

interface EndpointFormProps {
  endpoint?: Endpoint;
  action: string;
  busy: boolean;
  error: unknown;
  onSave: (values: EndpointValues, refuse: (error: unknown) => void) => void;
  onCancel: () => void;
}

/** Where events go, which, and how. */
export function EndpointForm({ endpoint, action, busy, error, onSave, onCancel }: EndpointFormProps) {
  const form = useForm(endpointSchema, { url: endpoint?.url ?? "", description: endpoint?.description ?? "", perMinute: endpoint?.perMinute?.toString() ?? "" });
  const [enabled, setEnabled] = useState(endpoint?.enabled ?? true);
  const [ordered, setOrdered] = useState(endpoint?.ordered ?? false);
  const [types, setTypes] = useState<string[]>(endpoint?.types ?? []);
  const known = useEventTypes();
  return (
    <Form
      onSubmit={() => {
        const values = form.check();
        if (values) onSave({ url: values.url, description: values.description, perMinute: values.perMinute === "" ? null : Number(values.perMinute), types, enabled, ordered }, form.refuse);
      }}
    >
      <TextField label="Address" type="url" placeholder="https://example.com/hooks" hint="An https address on the public internet. It is asked for now, and judged again whenever something is sent." {...form.field("url")} />
      <TextField label="What it is for" optional maxLength={200} autoComplete="off" {...form.field("description")} />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-[540]">Events</legend>
        <p className="text-sm text-ink-3">{types.length === 0 ? "All of them, also those that come later. Choose some to get only these." : `Only ${types.length === 1 ? "this one" : `these ${types.length}`}.`}</p>
        <div className="flex max-h-52 flex-col gap-2 overflow-y-auto rounded-control border border-line-2 px-3 py-2.5" tabIndex={0} role="group" aria-label="Types of events">
          {known.data?.items.map((type) => (
            <Checkbox
              key={type.type}
              label={type.type}
              hint={type.when}
              checked={types.includes(type.type)}
              onChange={(on) => setTypes((old) => (on ? [...old, type.type] : old.filter((name) => name !== type.type)))}
            />
          ))}
        </div>
      </fieldset>
      <Checkbox label="In order" hint="An event waits until the one before is delivered or given up, after about ten minutes at most." checked={ordered} onChange={setOrdered} />
      <TextField label="Requests a minute, at most" optional inputMode="numeric" autoComplete="off" {...form.field("perMinute")} />
      <Checkbox label="Send events" checked={enabled} onChange={setEnabled} />
      <DialogActions action={action} busy={busy} error={error} onCancel={onCancel} />
    </Form>
  );
}
