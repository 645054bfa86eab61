import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Schemas } from "@/lib/api-schemas";

export const accuracyOptions = queryOptions({
  queryKey: ["accuracy"],
  queryFn: ({ signal }) => api<Schemas["AccuracyResponse"]>("GET", "/value/accuracy", { signal }),
});

export const useAccuracy = () => useQuery(accuracyOptions);

/** Says what a calculated period's result is known to be. */
export function useGiveFeedback() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (feedback: { definitionId: string; period: string; reference: string }) => api<Schemas["DefinitionAccuracyResponse"]>("POST", "/value/accuracy-feedback", { body: feedback }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["accuracy"] }),
  });
}
