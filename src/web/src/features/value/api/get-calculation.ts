import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Calculation } from "../model/value";

export const calculationOptions = (id: string) =>
  queryOptions({ queryKey: ["calculations", "one", id], queryFn: ({ signal }) => api<Calculation>("GET", `/value/calculations/${encodeURIComponent(id)}`, { signal }) });

export const useCalculation = (id: string) => useQuery(calculationOptions(id));
