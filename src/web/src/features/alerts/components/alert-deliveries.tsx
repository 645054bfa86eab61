import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Tag } from "@/components/ui/tag";
import { formatTime } from "@/lib/format";
import { useAlertDeliveries } from "../api/channels";
import { deliveryTones, kindNames, type ChannelDelivery } from "../model/channel";

/** Who was told of an alert, on which way, and whether it arrived. */
export function AlertDeliveries({ alertId }: { alertId: string }) {
  const deliveries = useAlertDeliveries(alertId);
  return (
    <section aria-label="Who was told" className="flex flex-col gap-2">
      <h3 className="font-[560]">Who was told</h3>
      <QueryView query={deliveries} loading={<BlockSkeleton what="who was told" lines={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-ink-3">Nobody outside the app: no channel takes alerts of this severity.</p>
          ) : (
            <ul className="flex flex-col gap-1.5">
              {items.map((item) => (
                <li key={`${item.channelId} ${item.step} ${item.createdAt}`} className="rounded-control border border-line-2 px-3 py-2">
                  <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                    <span className="min-w-0 [overflow-wrap:anywhere]">
                      {item.channel} <span className="text-ink-3">{`${kindNames[item.kind]}, ${item.step}`}</span>
                    </span>
                    <Tag tone={deliveryTones[item.state]}>{item.state}</Tag>
                  </span>
                  <span className="num block text-sm text-ink-3">{when(item)}</span>
                  {item.problem ? <span className="block text-sm text-ink-2 [overflow-wrap:anywhere]">{item.problem}</span> : null}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}

function when({ tries, createdAt, triedAt, nextAt }: ChannelDelivery): string {
  const last = formatTime(triedAt ?? createdAt);
  const tried = tries > 1 ? `${last}, tried ${tries} times` : last;
  return nextAt ? `${tried}, again ${formatTime(nextAt)}` : tried;
}
