import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { api } from "@/lib/api";
import type { Subscription } from "../model/billing";
import { useRefreshBilling } from "./use-refresh-billing";

interface Order {
  plan: string;
  paymentMethod?: string | undefined;
  /** Says that the payer has confirmed the payment that was asked for. */
  confirmation?: string | undefined;
}

/** Subscribes to a plan, or moves up to a larger one, at once. The same order twice counts once. */
export function useSubscribe() {
  const refresh = useRefreshBilling();
  const keys = useRef(new Map<string, string>());
  return useMutation({
    mutationFn: (order: Order) => {
      const text = JSON.stringify(order);
      const idempotencyKey = keys.current.get(text) ?? crypto.randomUUID();
      keys.current.set(text, idempotencyKey);
      return api<Subscription>("POST", "/billing/subscriptions", { body: order, idempotencyKey });
    },
    onSuccess: refresh,
  });
}
