import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { openApiSchema } from "../model/openapi";

export const openApiOptions = () =>
  queryOptions({
    queryKey: ["openapi"],
    queryFn: async ({ signal }) => openApiSchema.parse(await api("GET", "/openapi.json", { signedIn: false, signal })),
    staleTime: Infinity,
  });

export const useOpenApi = () => useQuery(openApiOptions());
