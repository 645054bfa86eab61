import type { TagTone } from "@/components/ui/tag";
import type { Narrow, Schemas } from "@/lib/api-schemas";
import type { Severity } from "./alert";

export type ChannelKind = "email" | "slack" | "pagerduty" | "sms" | "webhook";
export type DeliveryState = "pending" | "delivered" | "failed" | "skipped";

export type ChannelResult = Schemas["ChannelResultResponse"];
export type Channel = Narrow<Schemas["AlertChannelResponse"], { kind: ChannelKind; severities: Severity[]; latest: ChannelResult | null }>;
export type ChannelBody = Narrow<Schemas["AlertChannelBody"], { kind: ChannelKind; severities: Severity[] }>;
export type ChannelPreview = Schemas["PreviewChannelResponse"];
export type ChannelDelivery = Narrow<Schemas["AlertDeliveryResponse"], { kind: ChannelKind; step: "opened" | "escalated" | "acknowledged" | "resolved"; state: DeliveryState; tries: number }>;

export const kindNames: Record<ChannelKind, string> = { email: "E-mail", slack: "Slack", pagerduty: "PagerDuty", sms: "Text message", webhook: "Webhook" };

/** What the key of a channel is called where people find it. */
export const keyNames: Record<Exclude<ChannelKind, "email">, { label: string; hint: string }> = {
  slack: { label: "Webhook address", hint: "From Slack's app \"Incoming WebHooks\". Whoever has it can post to the channel." },
  pagerduty: { label: "Integration key", hint: "From the service's integration \"Events API v2\"." },
  sms: { label: "Auth token", hint: "From the console of Twilio, beside the account SID." },
  webhook: { label: "Signing secret", hint: "Messages are signed by Standard Webhooks." },
};

export const deliveryTones: Record<DeliveryState, TagTone> = { pending: "accent", delivered: "good", failed: "bad", skipped: "neutral" };

/** A channel as it is saved: without what is only shown, and without its key, which then stays as it is. */
export function bodyOf({ id, kind, name, severities, enabled, users, address, account, from, to }: Channel): ChannelBody {
  return { id, kind, name, severities, enabled, secret: null, users, address, account, from, to };
}

/** Where a channel leads, in a few words. */
export function targetOf(channel: Channel, nameOf: (userId: string) => string): string {
  if (channel.kind === "email") return channel.users.map(nameOf).join(", ");
  if (channel.kind === "webhook") return channel.address ?? "";
  if (channel.kind === "sms") return channel.to ?? "";
  return `key ${channel.hint ?? ""}`;
}

/** A new secret for signing: 32 random bytes. */
export function newSigningSecret(): string {
  return `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`;
}
