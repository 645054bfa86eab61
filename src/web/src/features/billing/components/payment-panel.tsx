import { useState } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions, Form } from "@/components/ui/form";
import { useAttachPaymentMethod } from "../api/attach-payment-method";
import { useOpenPortal } from "../api/open-hosted-page";
import type { Subscription } from "../model/billing";
import { cardName } from "../model/cards";
import { CardChoice } from "./card-choice";

/** What is paid with. The number of a card is never here: a provider keeps it, or there is none. */
export function PaymentPanel({ subscription, mayPay }: { subscription: Subscription; mayPay: boolean }) {
  const [replacing, setReplacing] = useState(false);
  const [done, setDone] = useState("");
  const portal = useOpenPortal();
  const { paymentMethod: card, provider, overdue } = subscription;
  return (
    <Panel title="Payment" aside={provider === "stripe" ? "by Stripe" : "simulated"}>
      {card ? (
        <p className="num">
          {cardName(card)}
          <span className="block text-sm text-ink-3">
            until {String(card.expMonth).padStart(2, "0")}/{card.expYear}
          </span>
        </p>
      ) : (
        <p className="text-ink-2">No card yet. One is asked for when you choose a plan.</p>
      )}
      <p className="mt-3 text-sm text-ink-3">
        {provider === "stripe"
          ? "Cards, invoices and addresses are kept by Stripe; Artisan never sees a card’s number."
          : "Billing is simulated on this installation: test cards stand for real ones, and no money moves."}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {provider === "stripe" ? (
          <Button busy={portal.isPending} disabled={!mayPay} onClick={() => portal.mutate()}>
            Open the Stripe portal
          </Button>
        ) : (
          <Button tone={overdue ? "main" : "plain"} disabled={!mayPay} onClick={() => setReplacing(true)}>
            {card ? "Replace the card" : "Add a card"}
          </Button>
        )}
      </div>
      {mayPay ? null : <p className="mt-2 text-sm text-ink-3">Only an owner or a member with the finance hat changes it.</p>}
      <ProblemNote error={portal.error} className="mt-3" />
      <p role="status" className="mt-2 text-sm text-good empty:hidden">
        {done}
      </p>
      {replacing ? (
        <CardDialog
          subscription={subscription}
          onClose={() => setReplacing(false)}
          onDone={(sentence) => {
            setDone(sentence);
            setReplacing(false);
          }}
        />
      ) : null}
    </Panel>
  );
}

function CardDialog({ subscription, onClose, onDone }: { subscription: Subscription; onClose: () => void; onDone: (sentence: string) => void }) {
  const [card, setCard] = useState("pm_card_visa");
  const attach = useAttachPaymentMethod();
  const owed = subscription.overdue !== null;
  const save = () =>
    attach.mutate(card, {
      onSuccess: (after) =>
        onDone(!owed ? "The card is on file." : after.overdue ? "The card is on file, but could not pay what is owed." : "The card is on file, and what was owed is paid."),
    });
  return (
    <Dialog open onOpenChange={onClose} title="Card" description={owed ? "What is owed is paid with it at once." : "It pays from now on."}>
      <Form onSubmit={save}>
        <CardChoice value={card} onFile={null} onChange={setCard} />
        <DialogActions action="Use this card" busy={attach.isPending} error={attach.error} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
