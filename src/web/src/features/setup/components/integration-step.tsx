import { Link } from "@tanstack/react-router";
import { z } from "zod";
import { TextField } from "@/components/ui/field";
import { Radio } from "@/components/ui/radio";
import { useForm } from "@/lib/form";
import { useSaveStep } from "../api/save-step";
import type { SourceKind } from "../model/setup";
import type { StepProps } from "./setup-page";
import { InboundPanel } from "./inbound-panel";
import { StepFrame } from "./step-frame";

const schema = z.record(z.string(), z.string()).refine((values) => values.kind !== "", { path: ["kind"], message: "Choose where your data comes from." });

const field = (name: string) => `apiIntegration.credentials.${name}`;

/** Chooses the source; what opens it is sent once and shown by its last characters from then on. */
export function IntegrationStep({ setup, mayWrite }: StepProps) {
  const saved = setup.settings.apiIntegration;
  const save = useSaveStep("api-integration");
  const blank: Record<string, string> = { kind: saved?.kind ?? "", ...Object.fromEntries(setup.kinds.flatMap((kind) => kind.credentials.map((credential) => [field(credential.name), ""]))) };
  const form = useForm(schema, blank);
  const kind = setup.kinds.find((other) => other.kind === form.values.kind);
  const kept = saved?.kind === kind?.kind ? (saved?.credentials ?? {}) : {};

  const onSave = (check: boolean) => {
    if (!form.check() || !kind) return;
    const typed = kind.credentials.map(({ name }) => [name, (form.values[field(name)] ?? "").trim()] as const).filter(([, value]) => value !== "");
    save.mutate({ settings: { apiIntegration: { kind: kind.kind, credentials: Object.fromEntries(typed) } }, check }, { onSuccess: () => form.reset({ kind: kind.kind }), onError: form.refuse });
  };

  return (
    <StepFrame setup={setup} name="api-integration" mayWrite={mayWrite} save={save} onSave={onSave}>
      <fieldset className="grid gap-3 sm:grid-cols-2">
        <legend className="mb-2 text-sm font-[540]">Source</legend>
        {setup.kinds.map((other) => (
          <Radio key={other.kind} name="kind" label={other.name} hint={modes[other.mode]} checked={other.kind === kind?.kind} onChange={() => form.set("kind", other.kind)} />
        ))}
      </fieldset>
      {form.errors.kind ? (
        <p role="alert" className="text-sm text-bad">
          {form.errors.kind}
        </p>
      ) : null}
      {kind ? <p className="text-ink-2">{kind.guide}</p> : null}
      {kind?.credentials.map((credential) => {
        const hint = kept[credential.name];
        return (
          <TextField
            key={credential.name}
            label={credential.isOptional ? `${credential.label} (optional)` : credential.label}
            hint={hint ? `Saved: ${hint}. Leave it empty to keep it.` : credential.hint}
            type={credential.isSecret ? "password" : "text"}
            autoComplete="off"
            spellCheck={false}
            {...form.field(field(credential.name))}
          />
        );
      })}
      {setup.inboundUrl && saved?.kind === kind?.kind ? <InboundPanel key={kind?.kind} url={setup.inboundUrl} kind={kind?.kind ?? ""} onSecret={(secret) => form.set(field("webhookSecret"), secret)} /> : null}
      {kind?.mode === "push" ? <Sending kind={kind} /> : null}
    </StepFrame>
  );
}

const modes: Record<SourceKind["mode"], string> = { pull: "read by Artisan every hour", push: "sends to Artisan", upload: "uploaded by you" };

function Sending({ kind }: { kind: SourceKind }) {
  return (
    <div className="flex flex-col gap-2 rounded-control bg-sunken px-3 py-2.5">
      <p className="text-sm text-ink-2">
        {kind.kind === "segment" ? "Let a destination function send each event to" : "Send each data point to"} <code className="mono [overflow-wrap:anywhere]">{`POST ${window.location.origin}/api/value/data`}</code> with an{" "}
        <Link to="/settings/api-keys" className="link">
          API key
        </Link>{" "}
        that may write values:
      </p>
      <pre tabIndex={0} aria-label="An example of a data point" className="mono overflow-x-auto text-sm">{`{ "source": "${kind.kind === "segment" ? "segment" : "shop"}", "id": "order-1001",\n  "time": "2026-05-04T09:30:00Z", "fields": { "amount": "29.33" } }`}</pre>
    </div>
  );
}
