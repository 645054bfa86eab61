import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, apiBlob } from "@/lib/api";
import { saveFile } from "@/lib/save-file";
import type { ExportJob } from "../model/jobs";
import { workspacePath } from "./workspace-path";

const rememberedKey = (workspaceId: string) => `artisan.export.${workspaceId}`;

/** The export that was begun in this browser, so that one can leave the page while it is made, and come back. */
export function useWorkspaceExport(workspaceId: string) {
  const [jobId, setJobId] = useState(() => localStorage.getItem(rememberedKey(workspaceId)) ?? "");
  const path = `${workspacePath(workspaceId)}/exports/${encodeURIComponent(jobId)}`;

  const begin = useMutation({
    mutationFn: () => api<ExportJob>("POST", `${workspacePath(workspaceId)}/export`, { body: {}, idempotencyKey: crypto.randomUUID() }),
    onSuccess: ({ id }) => {
      localStorage.setItem(rememberedKey(workspaceId), id);
      setJobId(id);
    },
  });
  const job = useQuery({
    queryKey: ["export", workspaceId, jobId],
    queryFn: ({ signal }) => api<ExportJob>("GET", path, { signal }),
    enabled: jobId !== "",
    refetchInterval: ({ state }) => (state.data?.state === "waiting" || state.data?.state === "running" ? 1_500 : false),
  });
  const download = useMutation({
    mutationFn: async () => {
      const { blob, name } = await apiBlob(path, { query: { format: "zip" } });
      saveFile(blob, name ?? `${workspaceId}.zip`);
    },
  });
  return { begin, job: job.data ?? null, download };
}
