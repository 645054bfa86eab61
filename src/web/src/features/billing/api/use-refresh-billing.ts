import { useQueryClient } from "@tanstack/react-query";

/** Reads everything about money again: a change of plan moves limits, invoices and what a member may do. */
export function useRefreshBilling() {
  const queries = useQueryClient();
  return () => Promise.all(["subscription", "usage", "invoices", "me"].map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
