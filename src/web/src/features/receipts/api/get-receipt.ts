import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Receipt } from "../model/receipt";

export const receiptOptions = (id: string) =>
  queryOptions({
    queryKey: ["receipts", "one", id],
    queryFn: ({ signal }) => api<Receipt>("GET", `/receipts/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === "pending" ? 2_000 : false),
  });

export const useReceipt = (id: string) => useQuery(receiptOptions(id));
