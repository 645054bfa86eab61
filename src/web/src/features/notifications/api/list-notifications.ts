import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Notifications, UnreadCount } from "../model/notifications";

interface NotificationsQuery {
  unread?: boolean | undefined;
  cursor?: string | undefined;
  limit?: number;
}

const pollEvery = 60_000;

export const notificationsOptions = (query: NotificationsQuery = {}) =>
  queryOptions({
    queryKey: ["notifications", "list", query],
    queryFn: ({ signal }) => api<Notifications>("GET", "/notifications", { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
  });

export const useNotifications = (query: NotificationsQuery = {}, enabled = true) => useQuery({ ...notificationsOptions(query), enabled });

/** How many are unread; asked every minute too, for who is not reached at once. */
export const useUnreadCount = (enabled: boolean) =>
  useQuery({
    queryKey: ["notifications", "count"],
    queryFn: ({ signal }) => api<UnreadCount>("GET", "/notifications/unread-count", { signal }),
    refetchInterval: pollEvery,
    refetchOnWindowFocus: true,
    enabled,
  });
