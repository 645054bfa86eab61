import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { InvoiceSummary } from "../model/billing";

export const invoicesOptions = (cursor?: string) =>
  queryOptions({
    queryKey: ["invoices", "list", cursor ?? ""],
    queryFn: ({ signal }) => api<Page<InvoiceSummary>>("GET", "/billing/invoices", { query: { cursor }, signal }),
    placeholderData: keepPreviousData,
  });

export const useInvoices = (cursor: string | undefined, enabled: boolean) => useQuery({ ...invoicesOptions(cursor), enabled });
