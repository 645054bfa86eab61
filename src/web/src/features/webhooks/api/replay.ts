import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Delivery } from "../model/webhooks";

export function useReplayDelivery(endpoint: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (delivery: string) => api<Delivery>("POST", `/webhooks/deliveries/${encodeURIComponent(delivery)}/replay`, { body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks", "deliveries", endpoint] }),
  });
}

/** Sends again what failed within some days. */
export function useReplayFailed(endpoint: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (from: Date) => api<object>("POST", "/webhooks/deliveries/replay", { body: { endpointId: endpoint, from: from.toISOString() } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks", "deliveries", endpoint] }),
  });
}
