import { queryOptions, useQuery, type QueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { isLocalMachine } from "./env";

const clockSchema = z.object({ running: z.boolean(), offset: z.string(), now: z.string(), businessNow: z.string() });

const clockOptions = queryOptions({
  queryKey: ["dev-clock"],
  enabled: isLocalMachine(),
  refetchInterval: 15_000,
  retry: false,
  queryFn: async ({ signal }) => {
    const response = await fetch("/dev/clock", { signal, headers: { Accept: "application/json" } });
    if (!response.ok || !response.headers.get("Content-Type")?.includes("json")) return null;
    const clock = clockSchema.safeParse(await response.json());
    return clock.success ? clock.data : null;
  },
});

/** The clock that business time goes by, where it is another one than the world's; it exists on a developer's machine only. */
export function useTestClock() {
  const clock = useQuery(clockOptions).data;
  return clock && !isWorldTime(clock) ? clock : null;
}

/** Asks for the clock before the first page is drawn, so that no form begins with a day of the browser's. */
export async function learnBusinessTime(queries: QueryClient): Promise<void> {
  if (isLocalMachine()) await queries.ensureQueryData(clockOptions).catch(() => null);
}

/** The time that periods, trials and due dates go by: the one place where pages and forms ask what day it is. */
export function useBusinessNow(): Date {
  const clock = useTestClock();
  return clock ? new Date(clock.businessNow) : new Date();
}

/** Business time that runs along with the world's, less than a second apart, is no test clock. */
function isWorldTime(clock: z.output<typeof clockSchema>): boolean {
  return clock.running && /^-?00:00:00(\.0+)?$/.test(clock.offset);
}
