import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Invoice } from "../model/billing";

export const invoicesOptions = (cursor?: string) =>
  queryOptions({
    queryKey: ["invoices", "list", cursor ?? ""],
    queryFn: ({ signal }) => api<Page<Invoice>>("GET", "/billing/invoices", { query: { cursor }, signal }),
    placeholderData: keepPreviousData,
  });

export const useInvoices = (cursor: string | undefined, enabled: boolean) => useQuery({ ...invoicesOptions(cursor), enabled });
