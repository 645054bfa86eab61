import { useMutation } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Subscription } from "../model/billing";
import { useRefreshBilling } from "./use-refresh-billing";

/** Pays with this from now on; what is owed is tried at once. */
export function useAttachPaymentMethod() {
  const refresh = useRefreshBilling();
  return useMutation({ mutationFn: (paymentMethod: string) => api<Subscription>("POST", "/billing/payment-method", { body: { paymentMethod } }), onSuccess: refresh });
}
