import type { TagTone } from "@/components/ui/tag";
import type { Schemas } from "@/lib/api-schemas";

export type Endpoint = Schemas["EndpointResponse"];
export type EndpointWithSecret = Schemas["EndpointWithSecret"];
export type EventTypeInfo = Schemas["EventTypeResponse"];
export type Delivery = Schemas["DeliveryResponse"];
export type Attempt = Schemas["Attempt"];

/** Whether events are sent to an endpoint, in a word. */
export function endpointState(endpoint: Endpoint): { tone: TagTone; word: string; why: string | null } {
  if (endpoint.enabled) return { tone: "good", word: "On", why: null };
  if (endpoint.disabledBecause === "gone") return { tone: "bad", word: "Gone", why: "It answered 410, which says that it wants no more events. Enable it to try again." };
  if (endpoint.disabledBecause === "failing") return { tone: "bad", word: "Given up", why: "For days it took no event. Repair it, enable it, and send again what failed." };
  return { tone: "neutral", word: "Off", why: "Somebody switched it off. No event is sent." };
}

export const deliveryTone: Record<string, TagTone> = { delivered: "good", pending: "warn", failed: "bad" };

/** What came of an attempt, in words. */
export const attemptInWords = (attempt: Attempt): string => attempt.error ?? `answered ${attempt.status ?? "nothing"}`;

/** JSON with a line a member; what is no JSON stays as it is. */
export function indented(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
