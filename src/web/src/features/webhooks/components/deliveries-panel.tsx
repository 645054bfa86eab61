import { useRouter } from "@tanstack/react-router";
import { Send } from "lucide-react";
import { useState } from "react";
import { column } from "@/components/data-table/data-table";
import { FilterSelect } from "@/components/data-table/filter-select";
import { ListPanel } from "@/components/data-table/list-panel";
import { EmptyState } from "@/components/feedback/page-states";
import { Tag } from "@/components/ui/tag";
import { formatTime } from "@/lib/format";
import { useDeliveries } from "../api/list-deliveries";
import { attemptInWords, deliveryTone, type Delivery } from "../model/webhooks";
import { DeliveryDialog } from "./delivery-dialog";

/** What was sent to an endpoint, the newest first. */
export function DeliveriesPanel({ endpoint, state, cursor }: { endpoint: string; state?: "failed" | undefined; cursor?: string | undefined }) {
  const deliveries = useDeliveries(endpoint, { state, cursor });
  const router = useRouter();
  const [shown, setShown] = useState<Delivery | null>(null);
  const columns = [
    column<Delivery>("type", "Event", (row) => (
      <button type="button" className="link text-left" onClick={() => setShown(row)}>
        {row.type}
      </button>
    )),
    column<Delivery>("state", "State", (row) => <Tag tone={deliveryTone[row.state] ?? "neutral"}>{row.state}</Tag>),
    column<Delivery>("last", "Last attempt", (row) => (row.attempts.length === 0 ? <span className="text-ink-3">none yet</span> : attemptInWords(row.attempts[row.attempts.length - 1]!)), { from: "md" }),
    column<Delivery>("tries", "Tries", (row) => row.tries, { align: "right", from: "sm" }),
    column<Delivery>("at", "When", (row) => <span className="whitespace-nowrap">{formatTime(row.createdAt)}</span>, { from: "lg" }),
  ];
  return (
    <>
      <ListPanel
        title="Log"
        what="deliveries"
        query={deliveries}
        columns={columns}
        rowId={(row) => row.id}
        cursor={cursor}
        aside={
          <FilterSelect
            label="Show deliveries"
            all="All deliveries"
            value={state}
            options={[["failed", "Failed"]]}
            onChange={(chosen) => void router.navigate({ to: "/webhooks/$id", params: { id: endpoint }, search: { state: chosen === "failed" ? "failed" : undefined } })}
          />
        }
        empty={
          <EmptyState icon={<Send className="size-5" />} title={state ? "Nothing failed" : "Nothing sent yet"}>
            {state ? "What failed for good would stand here, to be sent again." : "Send a test event, or wait for something to happen."}
          </EmptyState>
        }
      />
      {shown ? <DeliveryDialog delivery={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}
