import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Evaluation } from "../model/value";

export interface EvaluateRequest {
  formula: string;
  source: string;
  fields: string[];
  baseline: string;
  unitPrice: string;
  period: string | null;
}

/** Tries a formula on real data; what is wrong with it comes as a value with its position, not as an error. */
export const evaluateOptions = (request: EvaluateRequest) =>
  queryOptions({
    queryKey: ["evaluate", request],
    queryFn: ({ signal }) => api<Evaluation>("POST", "/value/formula/evaluate", { body: request, signal }),
    enabled: request.formula.trim() !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const useEvaluation = (request: EvaluateRequest) => useQuery(evaluateOptions(request));
