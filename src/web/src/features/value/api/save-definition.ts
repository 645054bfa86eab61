import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Schemas } from "@/lib/api-schemas";
import type { Definition } from "../model/value";
import { shareFromPercent, type DefinitionForm } from "./definition-schema";

interface SaveRequest {
  form: DefinitionForm;
  /** Without the finance hat the terms stay as they are. */
  withTerms: boolean;
}

function requestOf({ form, withTerms }: SaveRequest): Schemas["DefinitionRequest"] {
  const { name, source, fields, formula, schedule, startsOn, timeZone, baselineMethod: method, measure } = form;
  const fixed = method === "fixed";
  return {
    name,
    metric: name,
    source,
    fields,
    formula,
    schedule,
    startsOn,
    timeZone,
    ...(fixed ? { baseline: form.baseline } : { baselineFrom: { method, measure, ...reference(form) } }),
    ...(withTerms ? { terms: termsOf(form) } : {}),
  };
}

function reference({ baselineMethod: method, baselineFrom: from, baselineTo: to, baselinePeriods }: DefinitionForm) {
  if (method === "trailing") return { periods: Number(baselinePeriods) };
  return method === "mean" || method === "median" ? { from, to } : {};
}

function termsOf({ unitPrice, tiers, share, minimumResult, floor, cap, currency }: DefinitionForm): Schemas["TermsRequest"] {
  return { currency, unitPrice, tiers, share: shareFromPercent(share), minimumResult, floor, cap };
}

export function useCreateDefinition() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (save: SaveRequest) => api<Definition>("POST", "/value/definitions", { body: requestOf(save), idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["definitions"] }),
  });
}

/** Makes a new version; the ones before it never change. */
export function useUpdateDefinition(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: SaveRequest & { etag: string | undefined }) =>
      api<Definition>("PUT", `/value/definitions/${encodeURIComponent(id)}`, { body: requestOf(change), ifMatch: change.etag }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["definitions"] }),
  });
}
