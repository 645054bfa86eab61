import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { Member } from "../model/team";
import { workspacePath } from "./workspace-path";

export type { Member } from "../model/team";

export const membersOptions = (workspaceId: string, cursor?: string) =>
  queryOptions({
    queryKey: ["members", workspaceId, cursor ?? ""],
    queryFn: ({ signal }) => api<Page<Member>>("GET", `${workspacePath(workspaceId)}/members`, { query: { cursor }, signal }),
    enabled: workspaceId !== "",
  });

export const useMembers = (workspaceId: string, cursor?: string) => useQuery(membersOptions(workspaceId, cursor));
