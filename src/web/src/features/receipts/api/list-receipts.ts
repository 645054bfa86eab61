import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import { dayAfter } from "@/lib/days";
import type { ReceiptFilter, ReceiptSummary } from "../model/receipt";

export type { ReceiptSummary } from "../model/receipt";

interface ReceiptsQuery extends ReceiptFilter {
  cursor?: string | undefined;
  limit?: number;
}

export const receiptsOptions = (query: ReceiptsQuery = {}) =>
  queryOptions({
    queryKey: ["receipts", "list", query],
    queryFn: ({ signal }) => api<Page<ReceiptSummary>>("GET", "/receipts", { query: instants(query), signal }),
    placeholderData: keepPreviousData,
    // A pending receipt is sealed within seconds; the list says so without a reload.
    refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === "pending") ? 3_000 : false),
  });

/** Days as the instants that they begin and end with, in UTC as in receipts. */
function instants({ from, to, ...rest }: ReceiptsQuery) {
  return { ...rest, from: from ? `${from}T00:00:00Z` : undefined, to: to ? dayAfter(to) : undefined };
}

export const useReceipts = (query: ReceiptsQuery = {}) => useQuery(receiptsOptions(query));
