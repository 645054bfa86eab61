export interface Workspace {
  id: string;
  name: string;
  timeZone: string;
  currency: string;
  createdAt: string;
  plan?: string;
}

export const currencies = ["USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CAD", "AUD", "NZD", "JPY", "INR", "SGD", "BRL", "MXN", "ZAR"];
