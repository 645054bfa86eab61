import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";

/** Ends the digests by the link in one of them; nobody has to sign in for it. */
export const useUnsubscribe = (token: string) =>
  useMutation({ mutationFn: () => api<unknown>("POST", `/email/unsubscribe/${encodeURIComponent(token)}`, { signedIn: false }) });
