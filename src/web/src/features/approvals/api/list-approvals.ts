import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Approval } from "../model/approval";

export const approvalsOptions = (cursor?: string) =>
  queryOptions({
    queryKey: ["approvals", "list", cursor ?? ""],
    queryFn: ({ signal }) => api<Page<Approval>>("GET", "/approvals", { query: { cursor }, signal }),
    placeholderData: keepPreviousData,
  });

export const useApprovals = (cursor?: string) => useQuery(approvalsOptions(cursor));
