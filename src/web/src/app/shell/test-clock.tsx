import { queryOptions, useQuery } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import { z } from "zod";
import { isLocalMachine } from "@/lib/env";
import { formatDate, formatTime } from "@/lib/format";

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

/** The test clock, whenever it shows another time than the world's: a figure must never be read against the wrong date. */
export function TestClock() {
  const clock = useQuery(clockOptions).data;
  if (!clock || isWorldTime(clock)) return null;
  return (
    <a
      href="/dev/clock"
      title={formatTime(clock.businessNow)}
      className="num flex h-9 items-center gap-2 rounded-control border border-line bg-warn-soft px-2.5 text-sm whitespace-nowrap text-warn"
    >
      <Clock className="size-4" aria-hidden="true" />
      <span className="max-sm:sr-only">{clock.running ? "Clock:" : "Clock stopped:"}</span>
      {formatDate(clock.businessNow)}
    </a>
  );
}

/** Business time that runs along with the world's, less than a second apart, is no test clock. */
function isWorldTime(clock: z.output<typeof clockSchema>): boolean {
  return clock.running && /^-?00:00:00(\.0+)?$/.test(clock.offset);
}
