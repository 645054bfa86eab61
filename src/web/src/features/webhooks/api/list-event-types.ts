import { useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { EventTypeInfo } from "../model/webhooks";

export const useEventTypes = () =>
  useQuery({ queryKey: ["webhooks", "event-types"], staleTime: Infinity, queryFn: ({ signal }) => api<Page<EventTypeInfo>>("GET", "/webhooks/event-types", { signal }) });
