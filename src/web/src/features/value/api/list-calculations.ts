import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Calculation } from "../model/value";

export type { Calculation } from "../model/value";

interface CalculationsQuery {
  definition?: string | undefined;
  cursor?: string | undefined;
  limit?: number;
}

export const calculationsOptions = (query: CalculationsQuery = {}) =>
  queryOptions({
    queryKey: ["calculations", "list", query],
    queryFn: ({ signal }) => api<Page<Calculation>>("GET", "/value/calculations", { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
  });

export const useCalculations = (query: CalculationsQuery = {}) => useQuery(calculationsOptions(query));
