import { Link, useRouter } from "@tanstack/react-router";
import { LifeBuoy } from "lucide-react";
import { useState } from "react";
import { column } from "@/components/data-table/data-table";
import { FilterSelect } from "@/components/data-table/filter-select";
import { ListPanel } from "@/components/data-table/list-panel";
import { EmptyState } from "@/components/feedback/page-states";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { useMe } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { formatTime } from "@/lib/format";
import { useTickets, type TicketsQuery } from "../api/list-tickets";
import { priorities, states, type Ticket } from "../model/ticket";
import { OpenTicketDialog } from "./open-ticket-dialog";
import { NextTarget } from "./target-tag";

const columns = [
  column<Ticket>("subject", "Ticket", (row) => (
    <Link to="/support/$id" params={{ id: row.id }} className="link font-[540] [overflow-wrap:anywhere]">
      {row.subject} <span className="font-normal whitespace-nowrap text-ink-3">{row.reference}</span>
    </Link>
  )),
  column<Ticket>("state", "State", (row) => <Tag tone={states[row.state].tone}>{states[row.state].label}</Tag>),
  column<Ticket>("priority", "Priority", (row) => priorities[row.priority], { from: "md" }),
  column<Ticket>("due", "Next target", (row) => <NextTarget ticket={row} />, { from: "sm" }),
  column<Ticket>("author", "Opened by", (row) => row.authorName ?? "a former member", { from: "lg" }),
  column<Ticket>("updated", "Last change", (row) => formatTime(row.updatedAt), { from: "xl", oneLine: true }),
];

export function TicketsPage({ state, priority, mine, cursor }: TicketsQuery) {
  const tickets = useTickets({ state, priority, mine, cursor });
  const admin = isAtLeast(useMe().data?.workspace, "admin");
  const [opening, setOpening] = useState(false);
  const router = useRouter();
  const filter = (change: Partial<TicketsQuery>) => void router.navigate({ to: "/support", search: { state, priority, mine, ...change } });
  const filtered = state !== undefined || priority !== undefined || mine !== undefined;
  const openButton = (
    <Button tone="main" onClick={() => setOpening(true)}>
      Open a ticket
    </Button>
  );
  return (
    <>
      <PageHeader title="Support" actions={openButton}>
        Ask, and see by when you are answered. {admin ? "As an admin you see the tickets of everybody here." : "You see your own tickets; admins see all of them."}
      </PageHeader>
      <ListPanel
        title="Newest first"
        what="tickets"
        query={tickets}
        columns={columns}
        rowId={(row) => row.id}
        cursor={cursor}
        aside={
          <span className="flex flex-wrap gap-2 *:w-40">
            <FilterSelect
              label="Show tickets in state"
              all="All states"
              value={state}
              options={[["active", "Not done"], ...Object.entries(states).map(([id, { label }]) => [id, label.charAt(0).toUpperCase() + label.slice(1)] as const)]}
              onChange={(chosen) => filter({ state: chosen as TicketsQuery["state"] })}
            />
            <FilterSelect label="Show tickets of priority" all="All priorities" value={priority} options={Object.entries(priorities)} onChange={(chosen) => filter({ priority: chosen as TicketsQuery["priority"] })} />
            {admin ? <FilterSelect label="Show tickets opened by" all="Everybody" value={mine ? "me" : undefined} options={[["me", "Opened by me"]]} onChange={(chosen) => filter({ mine: chosen ? true : undefined })} /> : null}
          </span>
        }
        empty={
          <EmptyState icon={<LifeBuoy className="size-5" />} title={filtered ? "No ticket like that" : "No ticket yet"} actions={filtered ? undefined : openButton}>
            {filtered ? "Choose another state or priority." : "When something does not work as you expect, or you cannot find out how: ask."}
          </EmptyState>
        }
      />
      <OpenTicketDialog
        open={opening}
        onClose={() => setOpening(false)}
        onOpened={(ticket) => {
          setOpening(false);
          void router.navigate({ to: "/support/$id", params: { id: ticket.id } });
        }}
      />
    </>
  );
}
