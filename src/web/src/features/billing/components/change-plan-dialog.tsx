import { useState } from "react";
import { Callout } from "@/components/feedback/callout";
import { ErrorState } from "@/components/feedback/page-states";
import { ProblemNote } from "@/components/feedback/problem-note";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions, Form } from "@/components/ui/form";
import { isApiError } from "@/lib/api-error";
import { formatDate } from "@/lib/format";
import { leaveTo } from "@/lib/leave-to";
import { useOpenCheckout } from "../api/open-hosted-page";
import { usePreview } from "../api/preview-change";
import { useSubscribe } from "../api/subscribe";
import { useUpdateSubscription } from "../api/update-subscription";
import type { Plan, Subscription } from "../model/billing";
import type { Move } from "../model/plans";
import { CardChoice, onFile } from "./card-choice";
import { ChangePreview } from "./change-preview";
import { ReduceFirst } from "./reduce-first";

interface ChangePlanDialogProps {
  plan: Plan;
  move: Exclude<Move, "none">;
  subscription: Subscription;
  etag: string | undefined;
  onClose: () => void;
  onDone: (sentence: string) => void;
}

/** What a change costs, line by line, before it is made. A larger plan begins at once, a smaller one with the next period. */
export function ChangePlanDialog(props: ChangePlanDialogProps) {
  const { plan, move, subscription, onClose } = props;
  const later = move === "downgrade";
  const title = move === "keep" ? `Keep ${plan.name}` : later ? `Change to ${plan.name}` : `Subscribe to ${plan.name}`;
  const description =
    move === "keep" ? "What was to follow it is taken back." : later ? `From ${formatDate(subscription.periodEnd)} on; until then you have ${subscription.planName}.` : "At once, with all its limits and features.";
  return (
    <Dialog open onOpenChange={onClose} title={title} description={description}>
      {move === "keep" || later ? <ChangeLater {...props} /> : <ChangeNow {...props} />}
    </Dialog>
  );
}

/** A smaller plan, or the present one to stay: nothing is due now. */
function ChangeLater({ plan, move, subscription, etag, onClose, onDone }: ChangePlanDialogProps) {
  const update = useUpdateSubscription();
  const preview = usePreview(plan.id, move === "downgrade");
  const sentence = move === "keep" ? `${plan.name} goes on.` : `${plan.name} begins on ${formatDate(subscription.periodEnd)}.`;
  const full = isApiError(update.error, "billing.too_much_for_plan") ? update.error : null;
  return (
    <Form onSubmit={() => update.mutate({ id: subscription.id, etag, to: { plan: plan.id } }, { onSuccess: () => onDone(sentence) })}>
      {move === "downgrade" ? <Preview query={preview} /> : null}
      {full ? <ReduceFirst problem={full.problem} plan={plan} /> : null}
      <DialogActions action={move === "keep" ? `Keep ${plan.name}` : `Change to ${plan.name}`} busy={update.isPending} error={full ? null : update.error} onCancel={onClose} />
    </Form>
  );
}

/** A larger plan, or the first one: paid now. */
function ChangeNow({ plan, subscription, onClose, onDone }: ChangePlanDialogProps) {
  const preview = usePreview(plan.id, true);
  const subscribe = useSubscribe();
  const checkout = useOpenCheckout();
  const [card, setCard] = useState<string>(subscription.paymentMethod ? onFile : "pm_card_visa");
  const [waits, setWaits] = useState<string | null>(subscription.status === "incomplete" && subscription.pendingPlan === plan.id ? subscription.action : null);
  const isHosted = subscription.provider === "stripe" && subscription.priceMinor === 0;
  const action = waits === null ? (isHosted ? "Go to the payment page" : "Pay and subscribe") : "Confirm the payment";

  // On Stripe’s own page where there is one.
  const confirm = (secret: unknown, page: unknown) => {
    if (typeof page === "string") leaveTo(page);
    else if (typeof secret === "string") setWaits(secret);
  };

  const send = () => {
    if (isHosted) return checkout.mutate(plan.id);
    subscribe.mutate(
      { plan: plan.id, ...(card === onFile ? {} : { paymentMethod: card }), ...(waits === null ? {} : { confirmation: waits }) },
      {
        onSuccess: (after) => (after.status === "incomplete" ? confirm(after.action, after.actionUrl) : onDone(`The workspace is on ${after.planName} now.`)),
        onError: (error) => {
          if (isApiError(error, "billing.payment_action_required")) confirm(error.problem.action, error.problem.actionUrl);
        },
      },
    );
  };

  return (
    <Form onSubmit={send}>
      <Preview query={preview} />
      {subscription.provider === "embedded" ? (
        <CardChoice
          value={card}
          onFile={subscription.paymentMethod}
          onChange={(next) => {
            setCard(next);
            setWaits(null);
            subscribe.reset();
          }}
        />
      ) : null}
      {waits === null ? null : (
        <Callout state="warning" title="The bank asks to confirm this payment">
          Nothing is changed until then. Payments are simulated here: the button below stands for your bank’s page.
        </Callout>
      )}
      <DialogActions
        action={action}
        busy={subscribe.isPending || checkout.isPending}
        disabled={preview.data === undefined}
        error={waits !== null && isApiError(subscribe.error, "billing.payment_action_required") ? null : (subscribe.error ?? checkout.error)}
        onCancel={onClose}
      />
    </Form>
  );
}

function Preview({ query }: { query: ReturnType<typeof usePreview> }) {
  if (query.data) return <ChangePreview preview={query.data} />;
  if (isApiError(query.error) && query.error.status < 500) return <ProblemNote error={query.error} />;
  return query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <BlockSkeleton what="what it costs" lines={4} />;
}
