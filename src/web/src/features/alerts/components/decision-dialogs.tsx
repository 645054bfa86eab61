import { useState } from "react";
import { z } from "zod";
import { Dialog } from "@/components/ui/dialog";
import { Field, SelectField, Textarea } from "@/components/ui/field";
import { DialogActions, Form } from "@/components/ui/form";
import { addDays } from "@/lib/days";
import { useForm } from "@/lib/form";
import { useBusinessNow } from "@/lib/test-clock";
import { useDecision } from "../api/decide-alert";
import type { Alert } from "../model/alert";

interface DecisionDialogProps {
  alert: Alert;
  open: boolean;
  onClose: () => void;
}

const reasonSchema = z.object({ reason: z.string().trim().min(1, "Say why it is over.").max(500, "At most 500 characters.") });

/** Ends an alert, with the reason that stands in its history. */
export function ResolveDialog({ alert, open, onClose }: DecisionDialogProps) {
  const decide = useDecision(alert.id);
  const form = useForm(reasonSchema, { reason: "" });
  const { error, ...reason } = form.field("reason");
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Resolve this alert?"
      description={`“${alert.title}” leaves the list. The same thing opens a new alert when it comes back.`}
    >
      <Form
        onSubmit={() => {
          const result = form.check();
          if (result) decide.mutate({ what: "resolve", ...result }, { onSuccess: onClose, onError: form.refuse });
        }}
      >
        <Field label="Reason" error={error}>
          {(wiring) => <Textarea rows={3} maxLength={500} {...reason} {...wiring} />}
        </Field>
        <DialogActions action="Resolve" busy={decide.isPending} error={decide.error} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}

const spans = [
  ["1", "an hour"],
  ["4", "four hours"],
  ["24", "a day"],
  ["72", "three days"],
  ["168", "a week"],
] as const;

/** Puts an alert out of the way for a while. */
export function SnoozeDialog({ alert, open, onClose }: DecisionDialogProps) {
  const decide = useDecision(alert.id);
  const now = useBusinessNow();
  const [hours, setHours] = useState("24");
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Snooze this alert?"
      description={`“${alert.title}” is out of the way, and open again when the time is over or it becomes worse.`}
    >
      <Form onSubmit={() => decide.mutate({ what: "snooze", until: addDays(now, Number(hours) / 24).toISOString() }, { onSuccess: onClose })}>
        <SelectField label="For" value={hours} onChange={(event) => setHours(event.target.value)}>
          {spans.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
        <DialogActions action="Snooze" busy={decide.isPending} error={decide.error} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
