import { queryOptions, useQuery } from "@tanstack/react-query";
import { apiWithEtag } from "@/lib/api";
import type { Definition } from "../model/value";

export const definitionOptions = (id: string) =>
  queryOptions({
    queryKey: ["definitions", "one", id],
    queryFn: ({ signal }) => apiWithEtag<Definition>("GET", `/value/definitions/${encodeURIComponent(id)}`, { signal }),
  });

export const useDefinition = (id: string) => useQuery(definitionOptions(id));
