import { useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Delivery } from "../model/webhooks";

const moment = 3_000;

/** The log of an endpoint; while something is on its way it is looked at again. */
export const useDeliveries = (endpoint: string, filter: { state?: string | undefined; cursor?: string | undefined }) =>
  useQuery({
    queryKey: ["webhooks", "deliveries", endpoint, filter],
    queryFn: ({ signal }) => api<Page<Delivery>>("GET", "/webhooks/deliveries", { query: { endpoint, ...filter, limit: 25 }, signal }),
    refetchInterval: (query) => (query.state.data?.items.some((delivery) => delivery.state === "pending" && delivery.nextAttemptAt === null) ? moment : false),
  });
