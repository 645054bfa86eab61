import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, apiWithEtag } from "@/lib/api";
import type { GoLive } from "../model/approval";

export const goLiveOptions = queryOptions({
  queryKey: ["golive"],
  queryFn: ({ signal }) => apiWithEtag<GoLive>("GET", "/golive/checks", { signal }),
  staleTime: 0,
});

export const useGoLive = (enabled = true) => useQuery({ ...goLiveOptions, enabled });

/** Switches value-based billing on, off from the next period, or on again: for the definitions on screen, and for no others. */
export function useSwitchGoLive(etag: string | undefined) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (to: "on" | "pause" | "resume") => api<GoLive>("POST", to === "on" ? "/golive" : `/golive/${to}`, { body: {}, ifMatch: to === "pause" ? undefined : etag, idempotencyKey: crypto.randomUUID() }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["golive"] }),
  });
}
