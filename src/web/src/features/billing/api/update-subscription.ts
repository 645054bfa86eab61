import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Subscription } from "../model/billing";
import { useRefreshBilling } from "./use-refresh-billing";

interface Change {
  id: string;
  etag: string | undefined;
  /** A smaller plan for the next period, the present one to stay, or whether the subscription ends with its period. */
  to: { plan: string } | { cancelAtPeriodEnd: boolean };
}

/** Changes the subscription that was read; a change in between is refused with 412. */
export function useUpdateSubscription() {
  const refresh = useRefreshBilling();
  return useMutation({
    mutationFn: ({ id, etag, to }: Change) => api<Subscription>("PUT", `/billing/subscriptions/${encodeURIComponent(id)}`, { body: to, ifMatch: etag ?? "*" }),
    onSuccess: refresh,
  });
}
