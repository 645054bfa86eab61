import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { CheckpointAnswer } from "../model/receipt";

export const checkpointOptions = () =>
  queryOptions({ queryKey: ["receipts", "checkpoint"], queryFn: ({ signal }) => api<CheckpointAnswer>("GET", "/receipts/checkpoint", { signal }) });

export const useCheckpoint = () => useQuery(checkpointOptions());
