import { api } from "@/lib/api";

export interface ConsistencyAnswer {
  from: number;
  to: number;
  path: string[];
}

/** The proof that one size of the log extends another; it is checked here, never believed. */
export function getConsistency(from: number, to: number, signal?: AbortSignal): Promise<ConsistencyAnswer> {
  return api<ConsistencyAnswer>("GET", "/receipts/consistency", { query: { from, to }, ...(signal ? { signal } : {}) });
}
