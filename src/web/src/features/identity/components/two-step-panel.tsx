import { useState } from "react";
import { Panel } from "@/components/layout/panel";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Button } from "@/components/ui/button";
import { Copyable } from "@/components/ui/copyable";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions, Form } from "@/components/ui/form";
import { Tag } from "@/components/ui/tag";
import { useForm } from "@/lib/form";
import { saveFile } from "@/lib/save-file";
import { codeSchema } from "../api/confirm-sign-in";
import { useDropSecondFactor } from "../api/drop-second-factor";
import { useEnrollSecondFactor } from "../api/enroll-second-factor";
import { useMe, useRefreshMe } from "../api/get-me";
import type { Enrolment } from "../model/identity";
import { CodeField } from "./code-field";

/** Two-step sign-in: off, being set up, or on. */
export function TwoStepPanel() {
  const isOn = useMe().data?.user.twoStep ?? false;
  const begin = useEnrollSecondFactor();
  const [dropping, setDropping] = useState(false);
  return (
    <Panel title="Two-step sign-in" aside={isOn ? <Tag tone="good">on</Tag> : <Tag>off</Tag>}>
      <div className="flex flex-col items-start gap-4">
        <p className="text-ink-2">
          {isOn ? "Signing in takes your password and a code of your authenticator app, or a recovery code." : "A code of an authenticator app, beside the password: a stolen password is then not enough."}
        </p>
        {isOn ? (
          <Button tone="danger" onClick={() => setDropping(true)}>
            Switch off
          </Button>
        ) : (
          <Button tone="main" busy={begin.isPending} onClick={() => begin.mutate(undefined)}>
            Set up
          </Button>
        )}
        <ProblemNote error={begin.error} className="w-full" />
      </div>
      {begin.data ? <EnrolDialog begun={begin.data} onClose={begin.reset} /> : null}
      {dropping ? <DropDialog onClose={() => setDropping(false)} /> : null}
    </Panel>
  );
}

/** Shows the secret until the app has given its first code, then the recovery codes: each this once. */
function EnrolDialog({ begun, onClose }: { begun: Enrolment; onClose: () => void }) {
  const activate = useEnrollSecondFactor();
  const refreshMe = useRefreshMe();
  const codes = activate.data?.recoveryCodes;
  const close = () => {
    if (codes) refreshMe();
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={close}
      closeOnOutside={false}
      title={codes ? "Keep the recovery codes" : "Set up two-step sign-in"}
      description={codes ? "Two-step sign-in is on. Each of these codes signs you in once without the app; they are shown only now." : "Scan the picture with an authenticator app, then enter the code it shows."}
    >
      {codes ? <RecoveryCodes codes={codes} onDone={close} /> : <FirstCode begun={begun} activate={activate} onCancel={close} />}
    </Dialog>
  );
}

function FirstCode({ begun, activate, onCancel }: { begun: Enrolment; activate: ReturnType<typeof useEnrollSecondFactor>; onCancel: () => void }) {
  const form = useForm(codeSchema, { code: "" });
  return (
    <Form
      onSubmit={() => {
        const entered = form.check();
        if (entered) activate.mutate(entered.code, { onError: form.refuse });
      }}
    >
      <div className="flex flex-wrap items-center gap-4">
        {begun.qr ? <img src={begun.qr} alt="The secret for your authenticator app" className="size-44 rounded-control bg-[#fff] p-2" /> : null}
        <p className="min-w-0 flex-1 text-sm text-ink-2">
          No camera? Enter this secret in the app:
          <Copyable value={begun.secret ?? ""} what="secret" whole className="mt-1" />
        </p>
      </div>
      <CodeField inputMode="numeric" autoFocus {...form.field("code")} />
      <DialogActions action="Switch on" busy={activate.isPending} error={activate.error} onCancel={onCancel} />
    </Form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <ul aria-label="Recovery codes" className="mono grid grid-cols-2 gap-x-6 gap-y-1 rounded-control border border-line-strong bg-sunken px-3 py-2.5 select-all">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex justify-end gap-2">
        <Button tone="main" onClick={() => saveFile(new Blob([`${codes.join("\n")}\n`], { type: "text/plain" }), "artisan-recovery-codes.txt")}>
          Save as a file
        </Button>
        <Button onClick={onDone}>I have stored them</Button>
      </div>
    </div>
  );
}

function DropDialog({ onClose }: { onClose: () => void }) {
  const form = useForm(codeSchema, { code: "" });
  const drop = useDropSecondFactor();
  return (
    <Dialog open onOpenChange={onClose} title="Switch two-step sign-in off?" description="Your password alone signs you in again. The recovery codes stop working.">
      <Form
        onSubmit={() => {
          const entered = form.check();
          if (entered) drop.mutate(entered.code, { onSuccess: onClose, onError: form.refuse });
        }}
      >
        <CodeField autoFocus hint="Of the app, or a recovery code." {...form.field("code")} />
        <DialogActions action="Switch off" busy={drop.isPending} error={drop.error} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
