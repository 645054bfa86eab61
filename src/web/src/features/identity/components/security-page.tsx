import { Link } from "@tanstack/react-router";
import { Callout } from "@/components/feedback/callout";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { TextField } from "@/components/ui/field";
import { Form, SubmitRow } from "@/components/ui/form";
import { useForm } from "@/lib/form";
import { changeEmailSchema, useChangeEmail } from "../api/change-email";
import { changePasswordSchema, useChangePassword } from "../api/change-password";
import { useMe, useMembership } from "../api/get-me";
import { NewPasswordField } from "../api/new-password";
import { TwoStepPanel } from "./two-step-panel";

/** How one signs in. */
export function SecurityPage() {
  const membership = useMembership();
  return (
    <>
      <PageHeader title="Security">
        How you sign in. Where you are signed in is under{" "}
        <Link to="/settings/sessions" className="prose-link">
          Sessions
        </Link>
        .
      </PageHeader>
      {membership?.needsSecondFactor ? (
        <Callout state="warning" title="Set up two-step sign-in to go on" className="mb-4">
          {membership.name} asks its members to sign in with two steps. It opens once your authenticator app has given its first code; you can also choose another workspace.
        </Callout>
      ) : null}
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Panel title="Password">
          <PasswordForm />
        </Panel>
        <Panel title="E-mail address">
          <EmailForm />
        </Panel>
        <TwoStepPanel />
      </div>
    </>
  );
}

function PasswordForm() {
  const form = useForm(changePasswordSchema, { currentPassword: "", password: "" });
  const change = useChangePassword();
  return (
    <Form
      onSubmit={() => {
        const request = form.check();
        if (request) change.mutate(request, { onSuccess: () => form.reset({ currentPassword: "", password: "" }), onError: form.refuse });
      }}
    >
      <TextField label="Present password" type="password" autoComplete="current-password" {...form.field("currentPassword")} />
      <NewPasswordField label="New password" {...form.field("password")} />
      <SubmitRow action="Change password" busy={change.isPending} error={change.error} done={change.isSuccess ? "Changed. All your other sessions were ended." : undefined} />
    </Form>
  );
}

function EmailForm() {
  const me = useMe();
  const form = useForm(changeEmailSchema, { email: "", password: "" });
  const change = useChangeEmail();
  return (
    <Form
      onSubmit={() => {
        const request = form.check();
        if (request) change.mutate(request, { onSuccess: () => form.reset({ email: "", password: "" }), onError: form.refuse });
      }}
    >
      <p className="text-ink-2">
        You sign in with <strong className="font-semibold text-ink [overflow-wrap:anywhere]">{me.data?.user.email}</strong>. A new address counts when its link was opened; the old one is told and has a way back.
      </p>
      <TextField label="New address" type="email" autoComplete="email" inputMode="email" {...form.field("email")} />
      <TextField label="Your password" type="password" autoComplete="current-password" {...form.field("password")} />
      <SubmitRow action="Send the link" busy={change.isPending} error={change.error} done={change.isSuccess ? `A link is on its way to ${change.variables.email}.` : undefined} />
    </Form>
  );
}
