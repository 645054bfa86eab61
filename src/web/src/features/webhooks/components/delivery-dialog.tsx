import { ProblemNote } from "@/components/feedback/problem-note";
import { Facts } from "@/components/layout/facts";
import { Button } from "@/components/ui/button";
import { Copyable } from "@/components/ui/copyable";
import { Dialog } from "@/components/ui/dialog";
import { Tag } from "@/components/ui/tag";
import { formatTime } from "@/lib/format";
import { useReplayDelivery } from "../api/replay";
import { attemptInWords, deliveryTone, indented, type Delivery } from "../model/webhooks";

/** One delivery: what was sent, what came back, and once more. */
export function DeliveryDialog({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const replay = useReplayDelivery(delivery.endpointId);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={delivery.type}
      description={`${delivery.tries === 0 ? "Not tried yet" : `Tried ${delivery.tries} times`}, put on its way ${formatTime(delivery.createdAt)}.`}
      className="w-[min(46rem,calc(100vw-2rem))]"
    >
      <div className="flex flex-col gap-5">
        <Facts
          facts={[
            { term: "State", value: <Tag tone={deliveryTone[delivery.state] ?? "neutral"}>{delivery.state}</Tag> },
            { term: "Event", value: <Copyable value={delivery.eventId} what="event id" head={12} /> },
            ...(delivery.nextAttemptAt ? [{ term: "Tried again", value: formatTime(delivery.nextAttemptAt) }] : []),
          ]}
        />
        <section aria-label="Attempts" className="flex flex-col gap-2">
          <h3 className="font-[560]">Attempts</h3>
          {delivery.attempts.length === 0 ? <p className="text-ink-3">None yet.</p> : null}
          <ol className="flex flex-col gap-2">
            {delivery.attempts.map((attempt) => (
              <li key={attempt.at} className="rounded-control border border-line-2 px-3 py-2">
                <span className="num flex flex-wrap justify-between gap-x-4">
                  <span>{formatTime(attempt.at)}</span>
                  <span>
                    {attemptInWords(attempt)}, {attempt.milliseconds} ms
                  </span>
                </span>
                {attempt.response ? <pre className="mono mt-1.5 max-h-28 overflow-auto text-sm whitespace-pre-wrap text-ink-2">{attempt.response}</pre> : null}
              </li>
            ))}
          </ol>
        </section>
        <section aria-label="Payload" className="flex flex-col gap-2">
          <h3 className="font-[560]">Payload</h3>
          <pre className="mono max-h-72 overflow-auto rounded-control bg-sunken px-3 py-2.5 text-sm" tabIndex={0}>
            {indented(delivery.payload)}
          </pre>
        </section>
        <ProblemNote error={replay.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Close</Button>
          <Button tone="main" busy={replay.isPending} disabled={delivery.state === "pending"} onClick={() => replay.mutate(delivery.id, { onSuccess: onClose })}>
            Send again
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
