import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api } from "@/lib/api";
import type { Endpoint, EndpointWithSecret } from "../model/webhooks";

export const endpointSchema = z.object({
  url: z.string().trim().min(1, "Say where events shall go.").max(2048, "At most 2,048 characters."),
  description: z.string().trim().max(200, "At most 200 characters."),
  perMinute: z
    .string()
    .trim()
    .refine((text) => text === "" || (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 60_000), "A whole number from 1 to 60,000, or nothing."),
});

export interface EndpointValues {
  url: string;
  description: string;
  types: string[];
  enabled: boolean;
  ordered: boolean;
  perMinute: number | null;
}

export function useCreateEndpoint() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (values: EndpointValues) => api<EndpointWithSecret>("POST", "/webhooks/endpoints", { body: values }),
    // The answer holds the secret: it stays with the dialog that shows it and is not kept by the cache.
    gcTime: 0,
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks"] }),
  });
}

export function useUpdateEndpoint(id: string, etag: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (values: EndpointValues) => api<Endpoint>("PUT", `/webhooks/endpoints/${encodeURIComponent(id)}`, { body: values, ifMatch: etag }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["webhooks"] }),
  });
}
