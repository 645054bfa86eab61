import { useQuery } from "@tanstack/react-query";
import { usageOptions } from "@/features/billing/api/get-usage";

export interface Seats {
  used: number;
  /** Null where the plan sets none. */
  limit: number | null;
}

/** The seats of the plan, from the workspace's usage. */
export const useSeats = () =>
  useQuery({
    ...usageOptions(),
    select: ({ metrics }): Seats | null => {
      const seats = metrics.find((metric) => metric.metric === "seats");
      return seats ? { used: Number(seats.used ?? 0), limit: seats.limit === null ? null : Number(seats.limit) } : null;
    },
  });
