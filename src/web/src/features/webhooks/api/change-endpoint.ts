import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Delivery, EndpointWithSecret } from "../model/webhooks";

const path = (id: string) => `/webhooks/endpoints/${encodeURIComponent(id)}`;

export function useDeleteEndpoint(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api<void>("DELETE", path(id)),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks", "endpoints"] }),
  });
}

export function useRotateSecret(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api<EndpointWithSecret>("POST", `${path(id)}/rotate-secret`, { body: {} }),
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks"] }),
  });
}

export function useTestEndpoint(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api<Delivery>("POST", `${path(id)}/test`, { body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks", "deliveries", id] }),
  });
}
