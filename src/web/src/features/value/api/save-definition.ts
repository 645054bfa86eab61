import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Definition } from "../model/value";
import { shareFromPercent, type DefinitionForm } from "./definition-schema";

function request(form: DefinitionForm) {
  const { unitPrice, share, minimumResult, floor, cap, currency, ...rest } = form;
  return { ...rest, metric: form.name, terms: { currency, unitPrice, share: shareFromPercent(share), minimumResult, floor, cap } };
}

export function useCreateDefinition() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (form: DefinitionForm) => api<Definition>("POST", "/value/definitions", { body: request(form), idempotencyKey: crypto.randomUUID() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["definitions"] }),
  });
}

/** Makes a new version; the ones before it never change. */
export function useUpdateDefinition(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: { form: DefinitionForm; etag: string | undefined }) =>
      api<Definition>("PUT", `/value/definitions/${encodeURIComponent(id)}`, { body: request(change.form), ifMatch: change.etag }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["definitions"] }),
  });
}
