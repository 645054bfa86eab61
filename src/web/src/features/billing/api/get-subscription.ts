import { queryOptions, useQuery } from "@tanstack/react-query";
import { apiWithEtag } from "@/lib/api";
import type { Subscription } from "../model/billing";

/** With its version, which a change names. */
export const subscriptionOptions = () =>
  queryOptions({ queryKey: ["subscription"], queryFn: ({ signal }) => apiWithEtag<Subscription>("GET", "/billing/subscriptions/current", { signal }) });

export const useSubscription = () => useQuery(subscriptionOptions());
