import { useState } from "react";
import { Callout } from "@/components/feedback/callout";
import { PageQuery } from "@/components/feedback/page-query";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectField, TextField } from "@/components/ui/field";
import { Form, SubmitRow } from "@/components/ui/form";
import { TimeZoneOptions } from "@/components/ui/time-zone-options";
import { usePreferences, useSavePreferences } from "../api/preferences";
import { typeNames, type ChannelChoice, type Preferences, type Rhythm } from "../model/notifications";

export function PreferencesPage() {
  const query = usePreferences();
  return (
    <PageQuery query={query} title="Notification preferences">
      {({ data, etag }) => (
        <>
          <PageHeader title="Notification preferences">What you are told of in this workspace, and how. Others choose for themselves.</PageHeader>
          <PreferencesForm key={etag} stored={data} etag={etag} />
        </>
      )}
    </PageQuery>
  );
}

function PreferencesForm({ stored, etag }: { stored: Preferences; etag: string | undefined }) {
  const [wanted, setWanted] = useState(stored);
  const save = useSavePreferences();
  const choose = (type: ChannelChoice["type"], more: Partial<ChannelChoice>) =>
    setWanted({ ...wanted, types: wanted.types.map((choice) => (choice.type === type ? { ...choice, ...more } : choice)) });
  return (
    <Form className="max-w-3xl" onSubmit={() => save.mutate({ preferences: wanted, etag })}>
      {stored.unsubscribed ? (
        <Callout state="warning" title="You get no digests">
          You ended them by the link in a mail. Saving here begins them again, as chosen below.
        </Callout>
      ) : null}
      <Panel title="What">
        <ul className="flex flex-col gap-4">
          {wanted.types.map((choice) => (
            <Choice key={choice.type} choice={choice} locked={wanted.locked.includes(choice.type)} mailed={wanted.digest !== "off"} onChange={(more) => choose(choice.type, more)} />
          ))}
        </ul>
      </Panel>
      <Panel title="When">
        <div className="flex flex-col gap-4">
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField label="E-mail digest" hint="One mail with what you have not read." value={wanted.digest} onChange={(event) => setWanted({ ...wanted, digest: event.target.value as Rhythm })}>
              <option value="off">None</option>
              <option value="hourly">Every hour</option>
              <option value="daily">Every day</option>
              <option value="weekly">On Mondays</option>
            </SelectField>
            <SelectField label="At" disabled={wanted.digest === "off" || wanted.digest === "hourly"} value={String(wanted.hour)} onChange={(event) => setWanted({ ...wanted, hour: Number(event.target.value) })}>
              {hours.map((hour) => (
                <option key={hour} value={hour}>{`${String(hour).padStart(2, "0")}:00`}</option>
              ))}
            </SelectField>
          </div>
          <SelectField label="Time zone" value={wanted.timeZone ?? ""} onChange={(event) => setWanted({ ...wanted, timeZone: event.target.value || null })}>
            <option value="">The workspace’s own</option>
            <TimeZoneOptions current={wanted.timeZone ?? "UTC"} />
          </SelectField>
          <Checkbox
            label="Quiet hours"
            hint="No digest and nothing that pops up; the list goes on."
            checked={wanted.quiet !== null}
            onChange={(on) => setWanted({ ...wanted, quiet: on ? { from: "22:00", to: "07:00" } : null })}
          />
          {wanted.quiet ? (
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField label="From" type="time" value={wanted.quiet.from} onChange={(event) => setWanted({ ...wanted, quiet: { from: event.target.value, to: wanted.quiet?.to ?? "" } })} />
              <TextField label="To" type="time" value={wanted.quiet.to} onChange={(event) => setWanted({ ...wanted, quiet: { from: wanted.quiet?.from ?? "", to: event.target.value } })} />
            </div>
          ) : null}
        </div>
      </Panel>
      <SubmitRow action="Save" busy={save.isPending} error={save.error} done={save.isSuccess ? "Saved." : undefined} />
    </Form>
  );
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);

interface ChoiceProps {
  choice: ChannelChoice;
  locked: boolean;
  mailed: boolean;
  onChange: (more: Partial<ChannelChoice>) => void;
}

function Choice({ choice, locked, mailed, onChange }: ChoiceProps) {
  const [name, hint] = typeNames[choice.type];
  return (
    <li className="grid items-start gap-x-4 gap-y-1.5 sm:grid-cols-[minmax(0,1fr)_8rem_8rem]">
      <div>
        <p className="font-[540]">{name}</p>
        <p className="text-sm text-ink-3">{locked ? `${hint} Always listed.` : hint}</p>
      </div>
      <div role="group" aria-label={`Channels of ${name}`} className="contents">
        <Checkbox label="In the app" checked={choice.inApp} disabled={locked} onChange={(inApp) => onChange({ inApp })} />
        <Checkbox label="In the digest" checked={choice.email} disabled={!mailed} onChange={(email) => onChange({ email })} />
      </div>
    </li>
  );
}
