import { useQuery } from "@tanstack/react-query";
import { apiWithEtag } from "@/lib/api";
import type { Endpoint } from "../model/webhooks";

export const useEndpoint = (id: string) =>
  useQuery({ queryKey: ["webhooks", "endpoint", id], queryFn: ({ signal }) => apiWithEtag<Endpoint>("GET", `/webhooks/endpoints/${encodeURIComponent(id)}`, { signal }) });
