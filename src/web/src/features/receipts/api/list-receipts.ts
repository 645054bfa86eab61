import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { ReceiptSummary } from "../model/receipt";

export type { ReceiptSummary } from "../model/receipt";

export const receiptsOptions = (query: { cursor?: string | undefined; limit?: number } = {}) =>
  queryOptions({
    queryKey: ["receipts", "list", query],
    queryFn: ({ signal }) => api<Page<ReceiptSummary>>("GET", "/receipts", { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
    // A pending receipt is sealed within seconds; the list says so without a reload.
    refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === "pending") ? 3_000 : false),
  });

export const useReceipts = (query: { cursor?: string | undefined; limit?: number } = {}) => useQuery(receiptsOptions(query));
