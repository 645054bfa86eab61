import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import { leaveTo } from "@/lib/leave-to";

/** Leaves for the provider's page of invoices and cards. */
export function useOpenPortal() {
  return useMutation({ mutationFn: () => api<{ url: string }>("POST", "/billing/portal", { body: {} }), onSuccess: ({ url }) => leaveTo(url) });
}

/** Leaves for the provider's page on which a plan is paid for. */
export function useOpenCheckout() {
  return useMutation({
    mutationFn: (plan: string) => api<{ url: string }>("POST", "/stripe/create-checkout", { body: { plan }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: ({ url }) => leaveTo(url),
  });
}
