import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, type Page } from "@/lib/api";
import type { ActivityItem } from "../model/jobs";
import { workspacePath } from "./workspace-path";

export const activityOptions = (workspaceId: string, cursor?: string) =>
  queryOptions({
    queryKey: ["activity", workspaceId, cursor ?? ""],
    queryFn: ({ signal }) => api<Page<ActivityItem>>("GET", `${workspacePath(workspaceId)}/activity`, { query: { cursor }, signal }),
    enabled: workspaceId !== "",
  });

export const useActivity = (workspaceId: string, cursor?: string) => useQuery(activityOptions(workspaceId, cursor));
