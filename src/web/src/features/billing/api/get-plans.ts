import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Plan } from "../model/billing";

export const plansOptions = () =>
  queryOptions({
    queryKey: ["plans"],
    queryFn: async ({ signal }) => (await api<{ plans: Plan[] }>("GET", "/billing/pricing-plans", { signal, signedIn: false })).plans,
    staleTime: 3_600_000,
  });

export const usePlans = () => useQuery(plansOptions());
