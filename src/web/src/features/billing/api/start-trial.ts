import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Subscription } from "../model/billing";
import { useRefreshBilling } from "./use-refresh-billing";

/** Begins the one trial. */
export function useStartTrial() {
  const refresh = useRefreshBilling();
  return useMutation({ mutationFn: (id: string) => api<Subscription>("POST", `/billing/subscriptions/${encodeURIComponent(id)}/trial`, { body: {} }), onSuccess: refresh });
}
