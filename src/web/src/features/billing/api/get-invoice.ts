import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Invoice } from "../model/billing";

export const invoiceOptions = (id: string) => queryOptions({ queryKey: ["invoices", "one", id], queryFn: ({ signal }) => api<Invoice>("GET", `/billing/invoices/${encodeURIComponent(id)}`, { signal }) });

export const useInvoice = (id: string) => useQuery(invoiceOptions(id));
