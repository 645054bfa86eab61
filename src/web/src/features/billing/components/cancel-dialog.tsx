import { useState } from "react";
import { Radio } from "@/components/ui/radio";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatDate } from "@/lib/format";
import { useCancelSubscription } from "../api/cancel-subscription";
import type { Subscription } from "../model/billing";

interface CancelDialogProps {
  subscription: Subscription;
  onClose: () => void;
  onDone: (sentence: string) => void;
}

/** Ends the plan with its period or now, after its name was typed. */
export function CancelDialog({ subscription, onClose, onDone }: CancelDialogProps) {
  const { planName, periodEnd, status, cancelAtPeriodEnd } = subscription;
  const endsAtOnce = status === "trialing" || status === "incomplete";
  const [now, setNow] = useState(endsAtOnce || cancelAtPeriodEnd);
  const cancel = useCancelSubscription();
  const confirm = () =>
    cancel.mutate({ id: subscription.id, now }, { onSuccess: () => onDone(now ? "The workspace is on Free." : `${planName} ends on ${formatDate(periodEnd)}; until then nothing changes.`) });
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={endsAtOnce ? `End ${planName} now?` : `Cancel ${planName}?`}
      name={planName}
      action={now ? "End it now" : "Cancel the plan"}
      busy={cancel.isPending}
      error={cancel.error}
      onConfirm={confirm}
    >
      <p>The workspace goes to Free and keeps all its data. What is over the limits of Free can be read, and not changed.</p>
      {endsAtOnce ? null : (
        <fieldset className="mt-3 flex flex-col gap-2.5">
          <legend className="sr-only">When</legend>
          {cancelAtPeriodEnd ? null : <Radio name="when" label={`On ${formatDate(periodEnd)}, when the period ends`} checked={!now} onChange={() => setNow(false)} />}
          <Radio name="when" label="Now" hint="Nothing is paid back. What was used beyond the plan is billed." checked={now} onChange={() => setNow(true)} />
        </fieldset>
      )}
    </ConfirmDialog>
  );
}
