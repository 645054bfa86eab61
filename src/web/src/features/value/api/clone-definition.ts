import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Definition } from "../model/value";

/** Makes a draft that says the same, terms included. */
export function useCloneDefinition({ id, latest }: Definition) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => {
      const { name, metric, source, fields, formula, baseline, baselineFrom } = latest;
      const body = { name: `${name.slice(0, 93)} (copy)`, metric, source, fields, formula, ...(baselineFrom ? { baselineFrom } : { baseline }), cloneOf: id };
      return api<Definition>("POST", "/value/definitions", { body, idempotencyKey: crypto.randomUUID() });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["definitions"] }),
  });
}
