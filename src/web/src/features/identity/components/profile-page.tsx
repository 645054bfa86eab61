import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { SelectField, TextField } from "@/components/ui/field";
import { Form, SubmitRow } from "@/components/ui/form";
import { TimeZoneOptions } from "@/components/ui/time-zone-options";
import { useForm } from "@/lib/form";
import { useMe, type Me } from "../api/get-me";
import { profileSchema, useUpdateMe } from "../api/update-me";
import { EraseAccount } from "./erase-account";

const locales = [
  ["en", "English"],
  ["en-GB", "English (United Kingdom)"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["es", "Español"],
] as const;

export function ProfilePage() {
  const me = useMe();
  return (
    <>
      <PageHeader title="Profile">How people in your workspaces see you, and how times are written to you.</PageHeader>
      <Panel title="About you" className="mb-4 max-w-2xl">
        <QueryView query={me} loading={<BlockSkeleton what="profile" />}>
          {(data) => <ProfileForm me={data} />}
        </QueryView>
      </Panel>
      <EraseAccount />
    </>
  );
}

function ProfileForm({ me }: { me: Me }) {
  const form = useForm(profileSchema, { name: me.user.name, locale: me.user.locale || "en", timeZone: me.user.timeZone || "UTC" });
  const update = useUpdateMe();
  return (
    <Form
      onSubmit={() => {
        const profile = form.check();
        if (profile) update.mutate(profile, { onError: form.refuse });
      }}
    >
      <TextField label="Name" autoComplete="name" maxLength={100} {...form.field("name")} />
      <TextField label="E-mail" value={me.user.email} readOnly hint="Your sign-in address; changed under Security." />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label="Language of messages" {...form.field("locale")}>
          {locales.some(([code]) => code === form.values.locale) ? null : <option value={form.values.locale}>{form.values.locale}</option>}
          {locales.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Time zone" {...form.field("timeZone")}>
          <TimeZoneOptions current={form.values.timeZone} />
        </SelectField>
      </div>
      <SubmitRow action="Save profile" busy={update.isPending} error={update.error} done={update.isSuccess ? "Saved." : undefined} />
    </Form>
  );
}
