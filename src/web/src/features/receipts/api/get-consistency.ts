import { api } from "@/lib/api";

export interface ConsistencyAnswer {
  epoch: number;
  from: number;
  to: number;
  path: string[];
}

/** The proof that one size of the log extends another; it is checked here, never believed. */
export function getConsistency(epoch: number, from: number, to: number): Promise<ConsistencyAnswer> {
  return api<ConsistencyAnswer>("GET", "/receipts/consistency", { query: { epoch, from, to } });
}
