import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Approval } from "../model/approval";

export const approvalOptions = (id: string) =>
  queryOptions({
    queryKey: ["approvals", "one", id],
    queryFn: ({ signal }) => api<Approval>("GET", `/approvals/${encodeURIComponent(id)}`, { signal }),
  });

export const useApproval = (id: string) => useQuery(approvalOptions(id));
