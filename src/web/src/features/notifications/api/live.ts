import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/lib/api";
import type { Notification } from "../model/notifications";

interface Live {
  notification: Notification;
  unread: number;
  newest: number;
  quiet: boolean;
}

interface Door {
  url: string;
  accessToken: string;
}

/**
 * Hears of notifications at once while the app is open, and answers the last one that may pop up. Only a saving of time: whatever is missed, by a connection that was
 * lost or an installation that does not push, is found when the bell is read again.
 */
export function useLiveNotifications(workspaceId: string | undefined): { last: Notification | null; clear: () => void } {
  const queries = useQueryClient();
  const [last, setLast] = useState<Notification | null>(null);

  useEffect(() => {
    if (!workspaceId) return;
    let stop = () => {};
    let stopped = false;
    const reread = () => void queries.invalidateQueries({ queryKey: ["notifications"] });
    const hear = ({ notification, unread, newest, quiet }: Live) => {
      queries.setQueryData(["notifications", "count"], { unread, newest });
      void queries.invalidateQueries({ queryKey: ["notifications", "list"] });
      if (!quiet) setLast(notification);
    };
    void connect(hear, reread).then((end) => {
      if (stopped) end();
      else stop = end;
    });
    return () => {
      stopped = true;
      stop();
    };
  }, [workspaceId, queries]);

  return { last, clear: () => setLast(null) };
}

async function connect(hear: (live: Live) => void, reread: () => void): Promise<() => void> {
  try {
    const first = await negotiate();
    const { HubConnectionBuilder, HttpTransportType, LogLevel } = await import("@microsoft/signalr");
    let next: Door | null = first;
    const connection = new HubConnectionBuilder()
      .withUrl(first.url, {
        transport: HttpTransportType.WebSockets,
        // The token lasts an hour; whoever connects again later asks for another.
        accessTokenFactory: async () => {
          const door = next ?? (await negotiate());
          next = null;
          return door.accessToken;
        },
      })
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount }) => Math.min(60_000, 1_000 * 2 ** previousRetryCount) })
      .configureLogging(LogLevel.None)
      .build();
    connection.on("notification", hear);
    connection.onreconnected(reread);
    await connection.start();
    reread();
    return () => void connection.stop();
  } catch {
    // Asking every minute does it as well.
    return () => {};
  }
}

const negotiate = () => api<Door>("POST", "/notifications/negotiate");
