import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Definition } from "../model/value";

export function useActivateDefinition(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => api<Definition>("POST", `/value/definitions/${encodeURIComponent(id)}/activate`, { body: { version } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["definitions"] }),
  });
}
