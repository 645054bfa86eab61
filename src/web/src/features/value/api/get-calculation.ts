import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Calculation } from "../model/value";

export const calculationOptions = (id: string) =>
  queryOptions({ queryKey: ["calculations", "one", id], queryFn: ({ signal }) => api<Calculation>("GET", `/value/calculations/${encodeURIComponent(id)}`, { signal }) });

/** A page of the period's data points as they are now. */
export const calculationPointsOptions = (id: string, cursor?: string) =>
  queryOptions({
    queryKey: ["calculations", "points", id, cursor ?? ""],
    queryFn: async ({ signal }) => (await api<Calculation>("GET", `/value/calculations/${encodeURIComponent(id)}`, { query: { points: "true", cursor }, signal })).dataPoints ?? { items: [], next: null },
    placeholderData: keepPreviousData,
  });

export const useCalculationPoints = (id: string, cursor?: string) => useQuery(calculationPointsOptions(id, cursor));

export const useCalculation = (id: string) => useQuery(calculationOptions(id));
