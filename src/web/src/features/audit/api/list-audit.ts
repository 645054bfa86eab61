import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { dayAfter } from "@/lib/days";
import type { AuditFilter, AuditPage } from "../model/audit";

export const auditOptions = (filter: AuditFilter, cursor?: string) =>
  queryOptions({
    queryKey: ["audit", filter, cursor ?? ""],
    queryFn: ({ signal }) => api<AuditPage>("GET", "/audit", { query: { ...instants(filter), cursor }, signal }),
  });

export const useAudit = (filter: AuditFilter, cursor?: string) => useQuery(auditOptions(filter, cursor));

/** Days as the instants that they begin and end with, in UTC as the trail itself. */
export function instants({ from, to, ...rest }: AuditFilter): AuditFilter {
  return { ...rest, from: from ? `${from}T00:00:00Z` : undefined, to: to ? dayAfter(to) : undefined };
}
