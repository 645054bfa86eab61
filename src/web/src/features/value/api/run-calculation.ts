import { api } from "@/lib/api";
import type { Calculation } from "../model/value";

/** Calculates one period now; the same inputs give the same calculation again. */
export function runCalculation(definitionId: string, period: string, signal: AbortSignal): Promise<Calculation> {
  return api<Calculation>("POST", "/value/calculations/run", { body: { definitionId, period }, signal, timeoutMs: 120_000 });
}
