import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, apiWithEtag } from "@/lib/api";
import type { Backtest, Rules, Trial } from "../model/alert";

export const rulesOptions = queryOptions({
  queryKey: ["alert-rules"],
  queryFn: ({ signal }) => apiWithEtag<Rules>("GET", "/alerts/rules", { signal }),
});

export const useRules = () => useQuery(rulesOptions);

/** Replaces the rules as they were read; somebody else's change in between is refused. The channels stay as they are. */
export function useSaveRules() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ rules, etag }: { rules: Rules; etag: string | undefined }) => api<Rules>("PUT", "/alerts/rules", { body: { ...rules, channels: undefined }, ifMatch: etag }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["alert-rules"] }),
  });
}

/** What a condition would have done; it changes nothing, so it is read like any other question. */
export const useBacktest = (trial: Trial | null) =>
  useQuery({
    queryKey: ["alert-backtest", trial],
    queryFn: ({ signal }) => api<Backtest>("POST", "/alerts/rules/backtest", { body: trial, signal }),
    enabled: trial !== null,
  });
