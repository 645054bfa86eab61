import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Alert } from "../model/alert";

export type { Alert } from "../model/alert";

interface AlertsQuery {
  state?: string | undefined;
  severity?: string | undefined;
  cursor?: string | undefined;
  limit?: number;
}

export const alertsOptions = (query: AlertsQuery = {}) =>
  queryOptions({
    queryKey: ["alerts", "list", query],
    queryFn: ({ signal }) => api<Page<Alert>>("GET", "/alerts", { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
  });

export const useAlerts = (query: AlertsQuery = {}) => useQuery(alertsOptions(query));

/** One alert: the one in the list that is shown, or else among the newest two hundred. */
export function useAlert(id: string, shown: Alert[] | undefined) {
  const here = shown?.find((alert) => alert.id === id);
  const newest = useQuery({ ...alertsOptions({ state: "all", limit: 200 }), enabled: shown !== undefined && !here });
  return { alert: here ?? newest.data?.items.find((alert) => alert.id === id), isPending: shown === undefined || (!here && newest.isPending) };
}
