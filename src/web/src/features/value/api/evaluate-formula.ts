import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { ApiError } from "@/lib/api-error";
import type { Evaluation } from "../model/value";
import type { TermsRequest } from "./definition-schema";

export interface EvaluateRequest {
  formula: string;
  source: string;
  fields: string[];
  baseline: string;
  terms: TermsRequest;
  timeZone: string;
  period: string | null;
}

async function evaluate(request: EvaluateRequest, signal: AbortSignal): Promise<Evaluation> {
  try {
    return await api<Evaluation>("POST", "/value/formula/evaluate", { body: request, signal });
  } catch (error) {
    // A refusal that names a position is about the formula too.
    const { position, length, formulaCode } = error instanceof ApiError ? error.problem : {};
    if (!(error instanceof ApiError) || typeof position !== "number") throw error;
    return { value: null, fee: null, currency: null, points: null, inputs: null, error: { position, length: typeof length === "number" ? length : 1, code: typeof formulaCode === "string" ? formulaCode : error.code, message: error.message } };
  }
}

/** Tries a formula on real data; what is wrong with it comes as a value with its position, not as an error. */
export const evaluateOptions = (request: EvaluateRequest) =>
  queryOptions({
    queryKey: ["evaluate", request],
    queryFn: ({ signal }) => evaluate(request, signal),
    enabled: request.formula.trim() !== "",
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const useEvaluation = (request: EvaluateRequest) => useQuery(evaluateOptions(request));
