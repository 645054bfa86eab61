import type { TagTone } from "@/components/ui/tag";
import type { Narrow, Schemas } from "@/lib/api-schemas";

export type TicketState = "open" | "waiting_for_customer" | "resolved" | "closed";
export type TicketPriority = "low" | "normal" | "high" | "urgent";
export type Target = Schemas["TargetResponse"];
export type Attachment = Schemas["AttachmentResponse"];
export type Message = Narrow<Schemas["MessageResponse"], { writer: "member" | "staff"; attachments: Attachment[] }>;
export type Ticket = Narrow<Schemas["TicketResponse"], { state: TicketState; priority: TicketPriority; firstAnswer: Target; resolution: Target | null; thread: Message[] | null }>;

export const states: Record<TicketState, { label: string; tone: TagTone }> = {
  open: { label: "with support", tone: "accent" },
  waiting_for_customer: { label: "waits for you", tone: "warn" },
  resolved: { label: "resolved", tone: "good" },
  closed: { label: "closed", tone: "neutral" },
};

export const priorities: Record<TicketPriority, string> = { low: "Low", normal: "Normal", high: "High", urgent: "Urgent" };

/** How content somebody was, in words. */
export const ratings = ["Very unhappy", "Unhappy", "Neither", "Happy", "Very happy"] as const;

/** `3 h 20 min`, `2 days 5 h`, `9 days`: rounded down, in at most two units; over a week hours no longer count. */
export function span(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 || days > 7 ? `${days} days` : `${days} days ${hours % 24} h`;
}

export interface TargetState {
  text: string;
  tone: TagTone;
}

/** What there is to say of a target at an instant. */
export function targetState(target: Target, now: Date, pausedAt: string | null = null): TargetState {
  const due = Date.parse(target.due);
  if (target.metAt) return target.missed ? { text: `done ${span(Date.parse(target.metAt) - due)} late`, tone: "warn" } : { text: "done in time", tone: "good" };
  if (pausedAt) return { text: `stands still, ${span(due - Date.parse(pausedAt))} left`, tone: "neutral" };
  const left = due - now.getTime();
  if (target.missed || left <= 0) return { text: `overdue by ${span(left)}`, tone: "bad" };
  return { text: `in ${span(left)}`, tone: left < 3_600_000 ? "warn" : "neutral" };
}

export interface TextPart {
  text: string;
  href?: string;
}

/** Plain text with its web addresses told apart; nothing in it is ever markup. */
export function withLinks(text: string): TextPart[] {
  return text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'])/).flatMap((part, at) => (part === "" ? [] : at % 2 === 1 ? [{ text: part, href: part }] : [{ text: part }]));
}
