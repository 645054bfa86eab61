import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Enrolment } from "../model/identity";

/** Without a code: a secret for the app. With the app's first code: two-step sign-in is on, and the recovery codes. Neither is kept by the cache. */
export function useEnrollSecondFactor() {
  return useMutation({ mutationFn: (code?: string) => api<Enrolment>("POST", "/auth/2fa/enroll", { body: code ? { code } : {} }), gcTime: 0 });
}
