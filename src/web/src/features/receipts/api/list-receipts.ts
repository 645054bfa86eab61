import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { ReceiptSummary } from "../model/receipt";

export type { ReceiptSummary } from "../model/receipt";

interface ReceiptsQuery {
  kind?: string | undefined;
  cursor?: string | undefined;
  limit?: number;
}

export const receiptsOptions = (query: ReceiptsQuery = {}) =>
  queryOptions({
    queryKey: ["receipts", "list", query],
    queryFn: ({ signal }) => api<Page<ReceiptSummary>>("GET", "/receipts", { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
    // A pending receipt is sealed within seconds; the list says so without a reload.
    refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === "pending") ? 3_000 : false),
  });

export const useReceipts = (query: ReceiptsQuery = {}) => useQuery(receiptsOptions(query));
