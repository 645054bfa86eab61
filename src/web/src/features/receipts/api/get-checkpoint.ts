import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { ApiError } from "@/lib/api-error";
import type { CheckpointAnswer } from "../model/receipt";

/** Null while nothing was signed yet. */
async function latest(signal: AbortSignal): Promise<CheckpointAnswer | null> {
  try {
    return await api<CheckpointAnswer>("GET", "/receipts/checkpoint", { signal });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

export const checkpointOptions = () => queryOptions({ queryKey: ["receipts", "checkpoint"], queryFn: ({ signal }) => latest(signal) });

export const useCheckpoint = () => useQuery(checkpointOptions());
