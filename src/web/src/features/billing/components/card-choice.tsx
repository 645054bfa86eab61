import { Radio } from "@/components/ui/radio";
import type { PaymentMethod } from "../model/billing";
import { cardName, testCards } from "../model/cards";

/** Stands for the card that is there already. */
export const onFile = "on-file";

interface CardChoiceProps {
  value: string;
  onFile: PaymentMethod | null;
  onChange: (value: string) => void;
}

/** What is paid with, where payments are simulated. */
export function CardChoice({ value, onFile: kept, onChange }: CardChoiceProps) {
  const others = testCards.filter((card) => !kept || card.label !== cardName(kept));
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="mb-1 text-sm font-[540]">Card</legend>
      <p className="text-sm text-ink-3">Payments are simulated on this installation: these cards are made up, and no money moves.</p>
      {kept ? <Radio name="card" label={cardName(kept)} hint="The card on file." checked={value === onFile} onChange={() => onChange(onFile)} /> : null}
      {others.map((card) => (
        <Radio key={card.id} name="card" label={card.label} hint={card.hint} checked={value === card.id} onChange={() => onChange(card.id)} />
      ))}
    </fieldset>
  );
}
