import { useQuery } from "@tanstack/react-query";
import { usageOptions } from "@/features/billing/api/get-usage";

export interface Seats {
  /** By members and open invitations together: both count against the limit. */
  taken: number;
  /** Of those, by open invitations. */
  invited: number;
  /** Null where the plan sets none. */
  limit: number | null;
}

/** The seats of the plan, from the workspace's usage. */
export const useSeats = () =>
  useQuery({
    ...usageOptions(),
    select: ({ metrics }): Seats | null => {
      const seats = metrics.find((metric) => metric.metric === "seats");
      if (!seats) return null;
      const invited = Number(seats.reserved);
      return { taken: Number(seats.used ?? 0) + invited, invited, limit: seats.limit === null ? null : Number(seats.limit) };
    },
  });
