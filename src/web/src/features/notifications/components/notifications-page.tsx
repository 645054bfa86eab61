import { Link, useRouter } from "@tanstack/react-router";
import { BellOff, X } from "lucide-react";
import { FilterSelect } from "@/components/data-table/filter-select";
import { PageLinks } from "@/components/data-table/page-links";
import { EmptyState } from "@/components/feedback/page-states";
import { ProblemNote } from "@/components/feedback/problem-note";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { formatTime } from "@/lib/format";
import { useChangeNotifications } from "../api/change-notifications";
import { useNotifications, useUnreadCount } from "../api/list-notifications";
import { typeNames, type Notification } from "../model/notifications";

export interface NotificationsSearch {
  unread?: boolean | undefined;
  cursor?: string | undefined;
}

export function NotificationsPage({ unread, cursor }: NotificationsSearch) {
  const notifications = useNotifications({ unread, cursor });
  const count = useUnreadCount(true);
  const change = useChangeNotifications();
  const router = useRouter();
  return (
    <>
      <PageHeader
        title="Notifications"
        actions={
          <>
            <Button asChild>
              <Link to="/settings/notifications">Preferences</Link>
            </Button>
            <Button busy={change.isPending && change.variables.what === "read-all"} disabled={(count.data?.unread ?? 0) === 0} onClick={() => change.mutate({ what: "read-all" })}>
              Mark all as read
            </Button>
          </>
        }
      >
        What happened in this workspace and concerns you. The newest two hundred are kept.
      </PageHeader>
      <ProblemNote error={change.error} className="mb-4" />
      <Panel
        title="Newest first"
        flush
        aside={
          <FilterSelect
            label="Show"
            all="Read and unread"
            value={unread ? "unread" : undefined}
            options={[["unread", "Unread"]]}
            onChange={(chosen) => void router.navigate({ to: "/notifications", search: { unread: chosen ? true : undefined } })}
          />
        }
      >
        <QueryView query={notifications} loading={<TableSkeleton what="notifications" />}>
          {(page) =>
            page.items.length === 0 ? (
              <EmptyState icon={<BellOff className="size-5" />} title={unread ? "All is read" : "Nothing yet"}>
                {unread ? "What comes next is listed here until you read it." : "Approvals that wait for you, alerts, the bill, people who join: they come to this place, and to your mail where you choose so."}
              </EmptyState>
            ) : (
              <>
                <ul aria-label="Notifications" className="divide-y divide-line-2">
                  {page.items.map((notification) => (
                    <Row key={notification.id} notification={notification} onRead={() => change.mutate({ what: "read", id: notification.id })} onDismiss={() => change.mutate({ what: "dismiss", id: notification.id })} />
                  ))}
                </ul>
                <PageLinks cursor={cursor} next={page.next} shown={page.items.length} />
              </>
            )
          }
        </QueryView>
      </Panel>
    </>
  );
}

interface RowProps {
  notification: Notification;
  onRead: () => void;
  onDismiss: () => void;
}

function Row({ notification, onRead, onDismiss }: RowProps) {
  const { title, text, link, read, type, critical, at } = notification;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <span aria-hidden="true" className={`mt-2 size-2 shrink-0 rounded-full ${read ? "bg-transparent" : "bg-accent"}`} />
      <div className="min-w-0 flex-1">
        <p className={read ? "" : "font-[540]"}>
          {read ? null : <span className="sr-only">Unread: </span>}
          {link ? (
            <Link to={link} className="link" onClick={read ? undefined : onRead}>
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        {text ? <p className="mt-0.5 text-ink-2">{text}</p> : null}
        <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-ink-3">
          <Tag tone={critical ? "bad" : "neutral"}>{typeNames[type][0]}</Tag>
          <time dateTime={at}>{formatTime(at)}</time>
        </p>
      </div>
      <span className="flex shrink-0 gap-1 max-sm:flex-col">
        {read ? null : (
          <Button size="small" tone="quiet" aria-label={`Mark “${title}” as read`} onClick={onRead}>
            Read
          </Button>
        )}
        <Button size="icon" tone="quiet" aria-label={`Dismiss “${title}”`} onClick={onDismiss}>
          <X className="size-4" aria-hidden="true" />
        </Button>
      </span>
    </li>
  );
}
