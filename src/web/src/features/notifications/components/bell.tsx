import { Link } from "@tanstack/react-router";
import { Bell as BellIcon } from "lucide-react";
import { useState } from "react";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { formatTime, plural } from "@/lib/format";
import { useChangeNotifications } from "../api/change-notifications";
import { useNotifications, useUnreadCount } from "../api/list-notifications";
import { useLiveNotifications } from "../api/live";
import { badge } from "../model/notifications";
import { Toast } from "./toast";

const shown = 6;

/** The bell of every page: how many are unread, and the newest of them. */
export function Bell({ workspaceId }: { workspaceId: string | undefined }) {
  const [open, setOpen] = useState(false);
  const count = useUnreadCount(workspaceId !== undefined);
  const live = useLiveNotifications(workspaceId);
  if (!workspaceId) return null;
  const unread = count.data?.unread ?? 0;
  return (
    <>
      <Menu open={open} onOpenChange={setOpen}>
        <MenuTrigger asChild>
          <Button size="icon" aria-label={unread > 0 ? `Notifications, ${plural(unread, "unread one", "unread ones")}` : "Notifications"} className="relative">
            <BellIcon className="size-4" aria-hidden="true" />
            {unread > 0 ? (
              <span aria-hidden="true" className="num absolute -top-1.5 -right-1.5 min-w-4.5 rounded-full bg-accent px-1 text-center text-[11px] leading-4.5 font-semibold text-on-accent">
                {badge(unread)}
              </span>
            ) : null}
          </Button>
        </MenuTrigger>
        <MenuContent align="end" className="w-[min(23rem,92vw)]">
          <MenuLabel>Notifications</MenuLabel>
          <Newest enabled={open} />
          <MenuSeparator />
          <MenuItem asChild>
            <Link to="/notifications">See all</Link>
          </MenuItem>
          <MenuItem asChild>
            <Link to="/settings/notifications">Preferences</Link>
          </MenuItem>
        </MenuContent>
      </Menu>
      {live.last ? <Toast notification={live.last} onClose={live.clear} /> : null}
    </>
  );
}

function Newest({ enabled }: { enabled: boolean }) {
  const newest = useNotifications({ limit: shown }, enabled);
  const change = useChangeNotifications();
  return (
    <QueryView query={newest} loading={<BlockSkeleton what="notifications" />}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="px-2.5 py-2 text-ink-2">Nothing yet. What happens here and concerns you comes to this place.</p>
        ) : (
          items.map((notification) => (
            <MenuItem key={notification.id} asChild onSelect={() => (notification.read ? undefined : change.mutate({ what: "read", id: notification.id }))}>
              <Link to={notification.link ?? "/notifications"} className="items-start">
                <span aria-hidden="true" className={`mt-1.5 size-2 shrink-0 rounded-full ${notification.read ? "bg-transparent" : "bg-accent"}`} />
                <span className="min-w-0">
                  <span className={`block ${notification.read ? "" : "font-[540]"}`}>
                    {notification.read ? null : <span className="sr-only">Unread: </span>}
                    {notification.title}
                  </span>
                  <span className="block text-xs text-ink-3">{formatTime(notification.at)}</span>
                </span>
              </Link>
            </MenuItem>
          ))
        )
      }
    </QueryView>
  );
}
