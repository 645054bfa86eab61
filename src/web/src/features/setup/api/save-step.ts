import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Settings, Setup, StepName } from "../model/setup";

const patience = 60_000;

const checkStep = (step: StepName) => api<Setup>("POST", `/setup/steps/${step}/validate`, { timeoutMs: patience });

interface SaveRequest {
  settings: Partial<Settings>;
  /** Whether it is checked as well. */
  check: boolean;
}

/** Saves a step, and checks it where that is wanted; what was saved stays saved when the check cannot be made. */
export function useSaveStep(step: StepName) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ settings, check }: SaveRequest) => {
      const saved = await api<Setup>("PUT", `/setup/steps/${step}`, { body: settings });
      queries.setQueryData(["setup"], saved);
      return check ? checkStep(step) : saved;
    },
    onSuccess: (setup) => queries.setQueryData(["setup"], setup),
  });
}

/** Confirms all steps with a receipt. */
export function useCompleteSetup() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => api<Setup>("POST", "/setup/complete"),
    onSuccess: (setup) => queries.setQueryData(["setup"], setup),
  });
}
