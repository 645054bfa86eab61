import { Clock } from "lucide-react";
import { formatDate, formatTime } from "@/lib/format";
import { useTestClock } from "@/lib/test-clock";

/** The test clock, whenever it shows another time than the world's: a figure must never be read against the wrong date. */
export function TestClock() {
  const clock = useTestClock();
  if (!clock) return null;
  return (
    <a
      href="/dev/clock"
      title={formatTime(clock.businessNow)}
      className="num flex h-9 min-w-0 items-center gap-2 rounded-control border border-line bg-warn-soft px-2.5 text-sm whitespace-nowrap text-warn"
    >
      <Clock className="size-4 shrink-0 max-sm:hidden" aria-hidden="true" />
      <span className="max-sm:sr-only">{clock.running ? "Clock:" : "Clock stopped:"}</span>
      <span className="truncate">{formatDate(clock.businessNow)}</span>
    </a>
  );
}
