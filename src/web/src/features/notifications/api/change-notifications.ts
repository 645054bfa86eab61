import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { UnreadCount } from "../model/notifications";

type Change = { what: "read" | "dismiss"; id: string } | { what: "read-all" };

/** Reads one or all, or dismisses one; the bell and every list follow. */
export function useChangeNotifications() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => {
      if (change.what === "read-all") return api<UnreadCount>("POST", "/notifications/read-all");
      const path = `/notifications/${encodeURIComponent(change.id)}`;
      return change.what === "read" ? api<UnreadCount>("POST", `${path}/read`) : api<UnreadCount>("DELETE", path);
    },
    onSuccess: (count) => queries.setQueryData(["notifications", "count"], count),
    onSettled: () => queries.invalidateQueries({ queryKey: ["notifications", "list"] }),
  });
}
