import { Tag } from "@/components/ui/tag";
import { useBusinessNow } from "@/lib/test-clock";
import { targetState, type Target, type Ticket } from "../model/ticket";

/** How much time is left, in words and a colour. */
export function TargetTag({ target, pausedAt = null }: { target: Target; pausedAt?: string | null }) {
  const { text, tone } = targetState(target, useBusinessNow(), pausedAt);
  return <Tag tone={tone}>{text}</Tag>;
}

/** What support is to keep next on a ticket. */
export function NextTarget({ ticket }: { ticket: Ticket }) {
  if (ticket.state === "resolved" || ticket.state === "closed") return <span className="text-ink-3">none</span>;
  if (!ticket.firstAnswer.metAt) {
    return (
      <span className="whitespace-nowrap">
        Answer <TargetTag target={ticket.firstAnswer} />
      </span>
    );
  }
  if (ticket.state === "waiting_for_customer" || !ticket.resolution) return <span className="text-ink-3">none</span>;
  return (
    <span className="whitespace-nowrap">
      Solution <TargetTag target={ticket.resolution} pausedAt={ticket.pausedAt} />
    </span>
  );
}
