import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Subscription } from "../model/billing";
import { useRefreshBilling } from "./use-refresh-billing";

/** Ends the subscription with its period, or now. */
export function useCancelSubscription() {
  const refresh = useRefreshBilling();
  return useMutation({
    mutationFn: ({ id, now }: { id: string; now: boolean }) => api<Subscription>("DELETE", `/billing/subscriptions/${encodeURIComponent(id)}`, { query: now ? { now: true } : {} }),
    onSuccess: refresh,
  });
}
