import type { TagTone } from "@/components/ui/tag";
import { ApiError } from "@/lib/api-error";
import type { Schemas } from "@/lib/api-schemas";

export type Integration = Schemas["IntegrationResponse"];
export type IntegrationKey = Schemas["IntegrationKey"];
export type IntegrationSync = Schemas["IntegrationSync"];
export type IntegrationKind = Schemas["IntegrationKind"];

const states: Record<string, { tone: TagTone; word: string }> = {
  connected: { tone: "good", word: "Connected" },
  failing: { tone: "warn", word: "Failing" },
  needs_reconnect: { tone: "bad", word: "Connect again" },
  not_connected: { tone: "neutral", word: "Not connected" },
  not_set_up: { tone: "neutral", word: "Not set up" },
  elsewhere: { tone: "neutral", word: "Set up elsewhere" },
};

/** How a connection fares, in a word. */
export const integrationState = ({ state }: Integration) => states[state] ?? { tone: "neutral" as const, word: state };

/** Whether there is an account behind it. */
export const isConnected = ({ state }: Integration): boolean => state === "connected" || state === "failing" || state === "needs_reconnect";

const groups = [
  ["crm", "Customers"],
  ["posts", "Posts"],
  ["office", "Calendar and mail"],
  ["payments", "Payments"],
  ["events", "Events"],
  ["mail", "E-mail"],
  ["alerts", "Alerts"],
] as const;

/** The services by what they are good for; groups without any are left out. */
export const grouped = (items: readonly Integration[]): { title: string; items: Integration[] }[] =>
  groups.map(([group, title]) => ({ title, items: items.filter((item) => item.group === group) })).filter((group) => group.items.length > 0);

/** What a trip to the service's page of consent ended in, as the fragment says. */
export function tripEnd(hash: string): { connected: boolean; problem: ApiError | null } {
  const fragment = hash.replace(/^#/, "");
  const code = new URLSearchParams(fragment).get("problem");
  return { connected: fragment === "connected", problem: code ? new ApiError(409, { code, detail: tripProblems[code] ?? "Connecting did not work. Begin again." }) : null };
}

const tripProblems: Record<string, string> = {
  "integrations.return_invalid": "The way back does not belong to this browser, was used already, or took longer than ten minutes. Begin again.",
  "integrations.consent_refused": "The service was not told to let Artisan in. Begin again and agree there.",
  "integrations.silent": "The service did not answer. Try again later.",
  "integrations.busy": "The service takes no more calls for now. Try again later.",
  "auth.forbidden": "Only an admin can connect a service.",
  "auth.required": "You were signed out on the way. Sign in and begin again.",
};

/** The names of our fields as people read them: `lastName` is Last name. */
export const fieldName = (name: string): string => {
  const words = name.replace(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const kindName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
