import { useState } from "react";
import { Panel } from "@/components/layout/panel";
import { TextField } from "@/components/ui/field";
import { Form, SubmitRow } from "@/components/ui/form";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { formatCount, formatTime } from "@/lib/format";
import { useSaveMapping } from "../api/integrations";
import { fieldName, kindName, type IntegrationKind, type IntegrationSync } from "../model/integrations";

/** What is kept the same in a CRM and here, and which field is which. */
export function SyncPanel({ provider, name, sync }: { provider: string; name: string; sync: IntegrationSync }) {
  return (
    <Panel title="Records" aside={sync.syncedAt ? `All read ${formatTime(sync.syncedAt)}` : sync.nextAt ? "Being read" : undefined}>
      <p className="mb-4 text-ink-2">What changes in {name} is read every hour. Records that are deleted there stay here.</p>
      <Tabs defaultValue={sync.kinds[0]?.name}>
        <TabList aria-label="Kinds of records" className="mb-4">
          {sync.kinds.map((kind) => (
            <Tab key={kind.name} value={kind.name}>
              {kindName(kind.name)}
            </Tab>
          ))}
        </TabList>
        {sync.kinds.map((kind) => (
          <TabPanel key={kind.name} value={kind.name}>
            <MappingForm provider={provider} name={name} kind={kind} />
          </TabPanel>
        ))}
      </Tabs>
    </Panel>
  );
}

function MappingForm({ provider, name, kind }: { provider: string; name: string; kind: IntegrationKind }) {
  const [fields, setFields] = useState<Record<string, string>>(kind.fields);
  const save = useSaveMapping(provider);
  const wanted = Object.fromEntries(Object.entries(fields).filter(([, theirs]) => theirs !== ""));
  return (
    <Form className="max-w-xl" onSubmit={() => save.mutate({ [kind.name]: wanted })}>
      <p className="num text-sm text-ink-3">
        {formatCount(kind.read)} read from {kind.vendorName}. A field that is left empty stays here.
      </p>
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="sr-only">
          Fields of {kind.name} and their names in {name}
        </legend>
        {Object.keys(fields).map((ours) => (
          <TextField key={ours} name={ours} label={fieldName(ours)} autoComplete="off" spellCheck={false} maxLength={80} value={fields[ours] ?? ""} onChange={(event) => setFields((old) => ({ ...old, [ours]: event.target.value.trim() }))} />
        ))}
      </fieldset>
      <SubmitRow action="Save fields" busy={save.isPending} error={save.error} done={save.isSuccess ? "Saved. It is read from the beginning." : undefined} />
    </Form>
  );
}
