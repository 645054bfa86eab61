import { useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Endpoint } from "../model/webhooks";

export const useEndpoints = () => useQuery({ queryKey: ["webhooks", "endpoints"], queryFn: ({ signal }) => api<Page<Endpoint>>("GET", "/webhooks/endpoints", { signal }) });
