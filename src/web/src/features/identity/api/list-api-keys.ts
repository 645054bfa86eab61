import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { ApiKeyInfo } from "../model/identity";

export const apiKeysOptions = () =>
  queryOptions({ queryKey: ["api-keys"], queryFn: ({ signal }) => api<Page<ApiKeyInfo>>("GET", "/auth/api-keys", { signal }) });

export const useApiKeys = () => useQuery(apiKeysOptions());
