import { useState } from "react";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { SelectField, TextField } from "@/components/ui/field";
import { DialogActions, Form } from "@/components/ui/form";
import type { Member } from "@/features/workspaces/api/list-members";
import { fieldErrors } from "@/lib/api-error";
import { useForm } from "@/lib/form";
import { channelOf, channelSchema, emptyChannel, formOfChannel, type ChannelForm } from "../api/channel-schema";
import { useChannelPreview } from "../api/channels";
import type { Severity } from "../model/alert";
import { keyNames, kindNames, newSigningSecret, type Channel, type ChannelBody, type ChannelKind } from "../model/channel";

interface ChannelDialogProps {
  /** The channel to change; null for a new one. */
  channel: Channel | null;
  members: Member[];
  busy: boolean;
  error: unknown;
  onSave: (channel: ChannelBody) => void;
  onClose: () => void;
}

/** Says where alerts go, and shows what is told there. */
export function ChannelDialog({ channel, members, busy, error, onSave, onClose }: ChannelDialogProps) {
  const form = useForm(channelSchema, channel ? formOfChannel(channel) : emptyChannel);
  const [severities, setSeverities] = useState<Severity[]>(channel?.severities ?? ["critical", "warning"]);
  const [users, setUsers] = useState<string[]>(channel?.users ?? []);
  const [missing, setMissing] = useState<"severities" | "users" | null>(null);
  const [shown, setShown] = useState(false);
  const kind = form.values.kind;
  const refused = fieldErrors(error);
  const field = (name: keyof ChannelForm) => {
    const wiring = form.field(name);
    return { ...wiring, error: wiring.error ?? Object.entries(refused).find(([path]) => path.endsWith(`].${name}`))?.[1] };
  };
  const submit = () => {
    const checked = form.check();
    const lacks = severities.length === 0 ? "severities" : kind === "email" && users.length === 0 ? "users" : null;
    setMissing(lacks);
    if (checked && !lacks) onSave(channelOf(checked, severities, users, channel));
  };
  return (
    <Dialog
      open
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={channel ? "Change the channel" : "Add a channel"}
      className="w-[min(40rem,calc(100vw-2rem))]"
    >
      <Form onSubmit={submit}>
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label="Kind" disabled={channel !== null} {...field("kind")}>
            {Object.entries(kindNames).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </SelectField>
          <TextField label="Name" placeholder="On call" maxLength={60} {...field("name")} />
        </div>
        <KindFields kind={kind} hint={channel?.hint ?? null} field={field} onNewSecret={() => form.set("secret", newSigningSecret())} />
        {kind === "email" ? <Choice label="Members who are written to" options={members.map((m) => [m.id, m.name] as const)} chosen={users} onChange={setUsers} error={missing === "users" ? "Choose one to five members." : undefined} /> : null}
        <Choice label="Told of alerts that are" options={severityNames} chosen={severities} onChange={(next) => setSeverities(next as Severity[])} error={missing === "severities" ? "Choose one at least." : undefined} />
        <div>
          <Button onClick={() => setShown(!shown)}>{shown ? "Hide the preview" : "Show a preview"}</Button>
        </div>
        {shown ? <Preview kind={kind} severity={severities[0] ?? "critical"} /> : null}
        <DialogActions action={channel ? "Save" : "Add"} busy={busy} error={error} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}

const severityNames = [
  ["critical", "critical"],
  ["warning", "warning"],
  ["info", "info"],
] as const;

interface KindFieldsProps {
  kind: ChannelKind;
  hint: string | null;
  field: (name: keyof ChannelForm) => ReturnType<ReturnType<typeof useForm>["field"]>;
  onNewSecret: () => void;
}

function KindFields({ kind, hint, field, onNewSecret }: KindFieldsProps) {
  if (kind === "email") return null;
  const key = keyNames[kind];
  return (
    <>
      {kind === "webhook" ? <TextField label="Address" type="url" placeholder="https://example.com/alerts" spellCheck={false} {...field("address")} /> : null}
      {kind === "sms" ? (
        <>
          <TextField label="Account SID" placeholder="AC…" spellCheck={false} {...field("account")} />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label="From" hint="A number of yours at Twilio, or a messaging service." spellCheck={false} {...field("from")} />
            <TextField label="To" type="tel" placeholder="+4915112345678" {...field("to")} />
          </div>
        </>
      ) : null}
      <TextField
        label={key.label}
        type={kind === "webhook" ? "text" : "password"}
        autoComplete="off"
        spellCheck={false}
        hint={hint ? `${key.hint} The saved one ends in ${hint}; leave this empty to keep it.` : `${key.hint} It is kept sealed and never shown again.`}
        {...field("secret")}
      />
      {kind === "webhook" ? (
        <div>
          <Button size="small" onClick={onNewSecret}>
            Make a secret
          </Button>
        </div>
      ) : null}
      {kind === "pagerduty" ? (
        <SelectField label="Where your account lives" {...field("account")}>
          <option value="">United States</option>
          <option value="eu">Europe</option>
        </SelectField>
      ) : null}
    </>
  );
}

interface ChoiceProps {
  label: string;
  options: readonly (readonly [string, string])[];
  chosen: string[];
  error: string | undefined;
  onChange: (chosen: string[]) => void;
}

function Choice({ label, options, chosen, error, onChange }: ChoiceProps) {
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-2">
      <p className="text-sm font-[540]">{label}</p>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {options.map(([value, words]) => (
          <Checkbox key={value} label={words} checked={chosen.includes(value)} onChange={(on) => onChange(on ? [...chosen, value] : chosen.filter((other) => other !== value))} />
        ))}
      </div>
      {error ? (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}

function Preview({ kind, severity }: { kind: ChannelKind; severity: Severity }) {
  const preview = useChannelPreview(kind, severity);
  return (
    <section aria-label="Preview">
      <QueryView query={preview} loading={<BlockSkeleton what="the preview" lines={5} />}>
        {({ subject, body, contentType }) => (
          <>
            {subject ? <p className="mb-1.5 font-[540] [overflow-wrap:anywhere]">{subject}</p> : null}
            <pre className="mono max-h-72 overflow-auto rounded-control bg-sunken px-3 py-2.5 text-sm whitespace-pre-wrap [overflow-wrap:anywhere]" tabIndex={0}>
              {contentType === "application/json" ? JSON.stringify(JSON.parse(body), null, 2) : body}
            </pre>
          </>
        )}
      </QueryView>
    </section>
  );
}
