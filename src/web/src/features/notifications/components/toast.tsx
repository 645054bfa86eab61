import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import type { Notification } from "../model/notifications";

const stays = 8_000;

/** What has just come, for a moment; it is in the list too. */
export function Toast({ notification, onClose }: { notification: Notification; onClose: () => void }) {
  useEffect(() => {
    const timer = setTimeout(onClose, stays);
    return () => clearTimeout(timer);
  }, [notification.id, onClose]);

  return (
    <div role="status" className="fixed right-4 bottom-4 z-50 flex w-[min(23rem,calc(100vw-2rem))] items-start gap-3 rounded-panel border border-line bg-panel p-3.5 shadow-[0_8px_24px_#0000001a]">
      <div className="min-w-0 flex-1">
        <Link to={notification.link ?? "/notifications"} className="link font-[540]" onClick={onClose}>
          {notification.title}
        </Link>
        {notification.text ? <p className="mt-0.5 line-clamp-2 text-sm text-ink-2">{notification.text}</p> : null}
      </div>
      <Button size="icon" tone="quiet" aria-label="Close" onClick={onClose}>
        <X className="size-4" aria-hidden="true" />
      </Button>
    </div>
  );
}
