import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Dashboard } from "../model/dashboard";

export type { Dashboard } from "../model/dashboard";

export const dashboardOptions = queryOptions({ queryKey: ["dashboard"], queryFn: ({ signal }) => api<Dashboard>("GET", "/dashboard", { signal }) });

export const useDashboard = () => useQuery(dashboardOptions);
