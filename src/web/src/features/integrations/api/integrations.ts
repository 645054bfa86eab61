import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Schemas } from "@/lib/api-schemas";
import type { Integration } from "../model/integrations";

const key = ["integrations"];
const whileReading = 5_000;
const path = (provider: string, rest = "") => `/integrations/${encodeURIComponent(provider)}${rest}`;

/** Every service; while the records of one are read for the first time it is looked at again. */
export const useIntegrations = () =>
  useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api<Page<Integration>>("GET", "/integrations", { signal }),
    refetchInterval: (query) => (query.state.data?.items.some((item) => item.state === "connected" && item.sync && !item.sync.syncedAt) ? whileReading : false),
  });

/** Answers the address of the service's page of consent. */
export const useConnect = (provider: string) => useMutation({ mutationFn: () => api<Schemas["ConnectResponse"]>("POST", path(provider, "/connect"), { body: {} }) });

function useChange<V, R>(mutationFn: (values: V) => Promise<R>) {
  const queries = useQueryClient();
  // What went wrong is kept by the API as well, so the list is read again either way.
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: key }) });
}

export const useSaveKeys = (provider: string) => useChange((keys: Record<string, string>) => api<Integration>("PUT", path(provider), { body: { keys } }));

export const useSaveMapping = (provider: string) => useChange((mapping: Record<string, Record<string, string>>) => api<Integration>("PUT", path(provider), { body: { mapping } }));

export const useTestIntegration = (provider: string) => useChange<void, Integration>(() => api<Integration>("POST", path(provider, "/test"), { body: {} }));

export const useDisconnect = (provider: string) => useChange<void, Schemas["DisconnectResponse"]>(() => api<Schemas["DisconnectResponse"]>("DELETE", path(provider)));
