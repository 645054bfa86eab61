import type { Narrow, Schemas } from "@/lib/api-schemas";

export type NotificationType = "account" | "system" | "billing" | "agent" | "team" | "value" | "support";

export type Notification = Narrow<Schemas["NotificationResponse"], { type: NotificationType }>;

export type Notifications = Narrow<Schemas["NotificationsResponse"], { items: Notification[]; unread: number }>;

export type UnreadCount = Narrow<Schemas["UnreadCountResponse"], { unread: number; newest: number }>;

export type Rhythm = "off" | "hourly" | "daily" | "weekly";

export interface ChannelChoice {
  type: NotificationType;
  inApp: boolean;
  email: boolean;
}

export type Preferences = Narrow<Schemas["PreferencesResponse"], { types: ChannelChoice[]; locked: NotificationType[]; digest: Rhythm; hour: number }>;

/** What each type is about, in words of the preferences. */
export const typeNames: Record<NotificationType, readonly [name: string, hint: string]> = {
  account: ["Account", "Your access: welcome, security."],
  system: ["System", "Maintenance, updates, downtime."],
  billing: ["Billing", "Subscription, payments, limits of the plan."],
  agent: ["Agents", "Errors, deployments, high traffic."],
  team: ["Team", "Who joined or left, and your role."],
  value: ["Value", "Alerts, approvals, going live."],
  support: ["Support", "Answers to your tickets."],
};

/** What the bell shows: nothing, a number, or that there are many. */
export function badge(unread: number): string {
  return unread > 99 ? "99+" : unread > 0 ? String(unread) : "";
}

/** What is sent: locked types stay listed, whatever the form says. */
export function choicesOf(preferences: Preferences): ChannelChoice[] {
  return preferences.types.map((choice) => (preferences.locked.includes(choice.type) ? { ...choice, inApp: true } : choice));
}
