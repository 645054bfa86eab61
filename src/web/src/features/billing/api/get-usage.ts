import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Usage } from "../model/billing";

export type { MetricUsage } from "../model/billing";

export const usageOptions = () => queryOptions({ queryKey: ["usage", "current"], queryFn: ({ signal }) => api<Usage>("GET", "/billing/usage/current", { signal }) });

export const useUsage = () => useQuery(usageOptions());
