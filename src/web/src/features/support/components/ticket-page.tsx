import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { PageQuery } from "@/components/feedback/page-query";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Facts } from "@/components/layout/facts";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/field";
import { Tag } from "@/components/ui/tag";
import type { Answer } from "@/lib/api";
import { formatTime } from "@/lib/format";
import { useTicket } from "../api/get-ticket";
import { useUpdateTicket } from "../api/update-ticket";
import { priorities, ratings, states, type Target, type Ticket } from "../model/ticket";
import { CloseTicketDialog } from "./close-ticket-dialog";
import { ReplyForm } from "./reply-form";
import { TargetTag } from "./target-tag";
import { Thread } from "./thread";

const above = (
  <Link to="/support" className="link">
    Support
  </Link>
);

export function TicketPage({ id }: { id: string }) {
  return (
    <PageQuery query={useTicket(id)} title="Ticket" above={above}>
      {(answer) => <TicketView answer={answer} />}
    </PageQuery>
  );
}

function TicketView({ answer: { data: ticket, etag } }: { answer: Answer<Ticket> }) {
  const update = useUpdateTicket(ticket.id);
  const [closing, setClosing] = useState(false);
  const closed = ticket.state === "closed";
  return (
    <>
      <PageHeader
        title={ticket.subject}
        above={
          <>
            {above} / {ticket.reference}
          </>
        }
        actions={
          closed ? (
            <Button busy={update.isPending} onClick={() => update.mutate({ state: "open", etag })}>
              Reopen
            </Button>
          ) : (
            <Button onClick={() => setClosing(true)}>Close ticket</Button>
          )
        }
      >
        {sentence(ticket)}
      </PageHeader>
      <ProblemNote error={closing ? null : update.error} className="mb-4" />
      <div className="grid gap-4 xl:grid-cols-[1.75fr_1fr]">
        <div className="flex min-w-0 flex-col gap-4 max-xl:order-2">
          <Thread messages={ticket.thread ?? []} />
          {closed ? null : <ReplyForm ticketId={ticket.id} resolved={ticket.state === "resolved"} />}
        </div>
        <Panel title="About this ticket" className="self-start max-xl:order-1">
          <Facts
            facts={[
              { term: "State", value: <Tag tone={states[ticket.state].tone}>{states[ticket.state].label}</Tag> },
              { term: "First answer", value: <TargetFact target={ticket.firstAnswer} done={closed && !ticket.firstAnswer.metAt} /> },
              { term: "Solution", value: ticket.resolution ? <TargetFact target={ticket.resolution} pausedAt={ticket.pausedAt} /> : "no target in your plan" },
              {
                term: "Priority",
                value: closed ? (
                  priorities[ticket.priority]
                ) : (
                  <Select
                    aria-label="Priority"
                    className="h-8 w-36"
                    value={ticket.priority}
                    disabled={update.isPending}
                    onChange={(event) => update.mutate({ priority: event.target.value, etag })}
                  >
                    {Object.entries(priorities).map(([value, word]) => (
                      <option key={value} value={value}>
                        {word}
                      </option>
                    ))}
                  </Select>
                ),
              },
              { term: "Opened", value: `${formatTime(ticket.openedAt)} by ${ticket.authorName ?? "a former member"}` },
              { term: "Looked after by", value: ticket.assigneeName ?? "nobody yet" },
              ...(ticket.rating === null ? [] : [{ term: "Rating", value: `${ticket.rating} of 5, ${(ratings[ticket.rating - 1] ?? "").toLowerCase()}${ticket.ratingComment ? `: ${ticket.ratingComment}` : ""}` }]),
            ]}
          />
        </Panel>
      </div>
      <CloseTicketDialog open={closing} onClose={() => setClosing(false)} ticketId={ticket.id} etag={etag} />
    </>
  );
}

function sentence(ticket: Ticket): string {
  switch (ticket.state) {
    case "open":
      return "Support is to answer.";
    case "waiting_for_customer":
      return "Support has answered and waits for you.";
    case "resolved":
      return "Support considers this solved. Write again if it is not; otherwise it closes itself after a week.";
    case "closed":
      return "This ticket is closed. Reopen it to add something.";
  }
}

function TargetFact({ target, pausedAt = null, done = false }: { target: Target; pausedAt?: string | null; done?: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {pausedAt ? null : `by ${formatTime(target.due)}`}
      {done ? null : <TargetTag target={target} pausedAt={pausedAt} />}
    </span>
  );
}
