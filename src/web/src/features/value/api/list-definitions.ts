import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Definition } from "../model/value";

export type { Definition, DefinitionVersion, VersionState } from "../model/value";

export const definitionsOptions = (cursor?: string) =>
  queryOptions({
    queryKey: ["definitions", "list", cursor ?? ""],
    queryFn: ({ signal }) => api<Page<Definition>>("GET", "/value/definitions", { query: { cursor }, signal }),
    placeholderData: keepPreviousData,
  });

export const useDefinitions = (cursor?: string) => useQuery(definitionsOptions(cursor));
