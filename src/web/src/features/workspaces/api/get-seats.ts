import { useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";

interface CurrentUsage {
  metrics: { metric: string; used: number | null; limit: number | null }[];
}

export interface Seats {
  used: number;
  /** Null where the plan sets none. */
  limit: number | null;
}

/** The seats of the plan, from the workspace's usage. */
export const useSeats = () =>
  useQuery({
    queryKey: ["usage", "current"],
    queryFn: ({ signal }) => api<CurrentUsage>("GET", "/billing/usage/current", { signal }),
    select: ({ metrics }): Seats | null => {
      const seats = metrics.find((metric) => metric.metric === "seats");
      return seats ? { used: seats.used ?? 0, limit: seats.limit } : null;
    },
  });
