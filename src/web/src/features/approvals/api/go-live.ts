import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { GoLive } from "../model/approval";

export const goLiveOptions = queryOptions({
  queryKey: ["golive"],
  queryFn: ({ signal }) => api<GoLive>("GET", "/golive/checks", { signal }),
  staleTime: 0,
});

export const useGoLive = () => useQuery(goLiveOptions);

/** Switches value-based billing on, off from the next period, or on again. */
export function useSwitchGoLive() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (to: "on" | "pause" | "resume") => api<GoLive>("POST", to === "on" ? "/golive" : `/golive/${to}`, { body: {}, idempotencyKey: crypto.randomUUID() }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["golive"] }),
  });
}
