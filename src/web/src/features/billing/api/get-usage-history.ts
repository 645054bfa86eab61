import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { UsageHistory } from "../model/billing";

/** By day and metric, from a day such as `2026-01-31` up to today. */
export const usageHistoryOptions = (query: { metric: string; from: string }) =>
  queryOptions({
    queryKey: ["usage", "history", query],
    queryFn: ({ signal }) => api<UsageHistory>("GET", "/billing/usage/history", { query, signal }),
    placeholderData: keepPreviousData,
  });

export const useUsageHistory = (query: { metric: string; from: string }) => useQuery(usageHistoryOptions(query));
