import { useSyncExternalStore } from "react";
import { api } from "@/lib/api";
import { ImportJob, type ImportProgress } from "../model/import/import-job";
import type { ImportedPoint, PushAnswer } from "../model/value";

function pushData(points: ImportedPoint[], signal: AbortSignal): Promise<PushAnswer> {
  return api<PushAnswer>("POST", "/value/data", { body: { points }, signal, timeoutMs: 120_000 });
}

/** The one import of this page load; it goes on while other pages are looked at. */
export const importJob = new ImportJob(pushData);

export function useImportProgress(): ImportProgress {
  return useSyncExternalStore(importJob.subscribe, importJob.snapshot);
}
