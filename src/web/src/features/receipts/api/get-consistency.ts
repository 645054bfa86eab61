import { api } from "@/lib/api";
import type { ConsistencyAnswer } from "../model/receipt";

/** The proof that one size of the log extends another; it is checked here, never believed. */
export function getConsistency(epoch: number, from: number, to: number): Promise<ConsistencyAnswer> {
  return api<ConsistencyAnswer>("GET", "/receipts/consistency", { query: { epoch, from, to } });
}
