import { memo } from "react";
import { timeZones } from "@/lib/time-zones";

/** The options of a time zone select: hundreds, so they are made once and not at every key press. */
export const TimeZoneOptions = memo(function TimeZoneOptions({ current }: { current: string }) {
  return timeZones(current).map((zone) => <option key={zone}>{zone}</option>);
});
