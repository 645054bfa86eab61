import { useQueryClient } from "@tanstack/react-query";

/**
 * Reads everything about money again: a change of plan moves limits, invoices and what a member may do. Nobody waits for it: the dialog that asked
 * for the change says what came of it, and would be gone before with the plan that it is about.
 */
export function useRefreshBilling() {
  const queries = useQueryClient();
  return () => {
    for (const key of ["subscription", "usage", "invoices", "me"]) void queries.invalidateQueries({ queryKey: [key] });
  };
}
