import type { Schemas } from "@/lib/api-schemas";

export type Workspace = Schemas["WorkspaceResponse"];

export const currencies = ["USD", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CAD", "AUD", "NZD", "JPY", "INR", "SGD", "BRL", "MXN", "ZAR"];
