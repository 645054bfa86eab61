import type { PaymentMethod } from "./billing";

export interface TestCard {
  id: string;
  label: string;
  hint: string;
}

/** The cards of the embedded provider; a name says what the card does, and no card has a number. */
export const testCards: readonly TestCard[] = [
  { id: "pm_card_visa", label: "Visa ending in 4242", hint: "Every payment works." },
  { id: "pm_card_mastercard", label: "Mastercard ending in 4444", hint: "Every payment works." },
  { id: "pm_card_authenticationRequired", label: "Visa ending in 3184", hint: "The bank asks to confirm every payment." },
  { id: "pm_card_chargeCustomerFail", label: "Visa ending in 0341", hint: "Can be kept on file, but payments fail." },
  { id: "pm_card_chargeDeclined", label: "Visa ending in 0002", hint: "Is declined at once." },
];

/** A card as one knows it: `Visa ending in 4242`. */
export function cardName({ brand, last4 }: PaymentMethod): string {
  return `${brand.charAt(0).toUpperCase()}${brand.slice(1).replaceAll("_", " ")} ending in ${last4}`;
}
