import { queryOptions, useQuery } from "@tanstack/react-query";
import { apiWithEtag } from "@/lib/api";
import type { Workspace } from "../model/workspace";

export const workspaceOptions = (id: string) =>
  queryOptions({
    queryKey: ["workspaces", id],
    queryFn: ({ signal }) => apiWithEtag<Workspace>("GET", `/workspaces/workspaces/${encodeURIComponent(id)}`, { signal }),
    enabled: id !== "",
  });

export const useWorkspace = (id: string) => useQuery(workspaceOptions(id));
