import { z } from "zod";
import type { Severity } from "../model/alert";
import type { Channel, ChannelBody } from "../model/channel";

const number = /^\+[1-9]\d{6,14}$/;

/** The fields of a channel; which of them count is a matter of its kind. */
export const channelSchema = z
  .object({
    kind: z.enum(["email", "slack", "pagerduty", "sms", "webhook"]),
    name: z.string().trim().min(1, "Name the channel.").max(60, "At most 60 characters."),
    secret: z.string().trim(),
    address: z.string().trim(),
    account: z.string().trim(),
    from: z.string().trim(),
    to: z.string().trim(),
    saved: z.string(),
  })
  .superRefine((form, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (form.kind !== "email" && form.secret === "" && form.saved === "") refuse("secret", "The key is needed.");
    if (form.kind === "webhook" && !/^https?:\/\/./.test(form.address)) refuse("address", "A whole address, such as https://example.com/alerts.");
    if (form.kind === "sms" && !/^AC[0-9a-fA-F]{32}$/.test(form.account)) refuse("account", "It begins with AC and has 32 digits.");
    if (form.kind === "sms" && form.from === "") refuse("from", "The number that messages come from.");
    if (form.kind === "sms" && !number.test(form.to)) refuse("to", "A number with its country, such as +4915112345678.");
  });

export type ChannelForm = z.input<typeof channelSchema>;

export const emptyChannel: ChannelForm = { kind: "slack", name: "", secret: "", address: "", account: "", from: "", to: "", saved: "" };

export const formOfChannel = (channel: Channel): ChannelForm => ({
  kind: channel.kind,
  name: channel.name,
  secret: "",
  address: channel.address ?? "",
  account: channel.account ?? "",
  from: channel.from ?? "",
  to: channel.to ?? "",
  saved: channel.id,
});

/** What a checked form says; only what its kind asks for. */
export function channelOf(form: z.output<typeof channelSchema>, severities: Severity[], users: string[], before: Channel | null): ChannelBody {
  const { kind } = form;
  return {
    id: before?.id ?? null,
    kind,
    name: form.name,
    severities,
    enabled: before?.enabled ?? true,
    secret: kind === "email" ? null : form.secret || null,
    users: kind === "email" ? users : null,
    address: kind === "webhook" ? form.address : null,
    account: kind === "sms" || kind === "pagerduty" ? form.account || null : null,
    from: kind === "sms" ? form.from : null,
    to: kind === "sms" ? form.to : null,
  };
}
