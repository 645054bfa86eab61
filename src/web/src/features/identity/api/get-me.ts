import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Me } from "../model/identity";

export type { Hat, Me, Role, SignInAnswer, WorkspaceMembership } from "../model/identity";

export const meOptions = () => queryOptions({ queryKey: ["me"], queryFn: ({ signal }) => api<Me>("GET", "/auth/me", { signal }), staleTime: 60_000 });

export const useMe = () => useQuery(meOptions());

/** My membership in the current workspace; undefined while it is not known. */
export function useMembership() {
  return useMe().data?.workspace;
}

/** Asks again who I am, after something about my account has changed. */
export function useRefreshMe() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ["me"] });
}
