import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { SessionInfo } from "../model/identity";

export const sessionsOptions = () =>
  queryOptions({ queryKey: ["sessions"], queryFn: ({ signal }) => api<Page<SessionInfo>>("GET", "/auth/sessions", { signal }) });

export const useSessions = () => useQuery(sessionsOptions());
