const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
const hour = 3_600_000;

/**
 * The instant at which clocks in the zone show the given wall time (a wall time is written as if it were UTC). A time that a
 * clock change skips becomes the same distance after the change; one that happens twice is the first.
 */
export function zonedInstant(wall: number, zone: string): number {
  if (zone === "UTC") return wall;
  // Offsets a day before and after bracket any change; the first that maps back to the wall time is the earlier instant.
  const candidates = [wall - offsetAt(wall - 24 * hour, zone), wall - offsetAt(wall + 24 * hour, zone)].sort((a, b) => a - b);
  return candidates.find((instant) => instant + offsetAt(instant, zone) === wall) ?? wall - offsetAt(wall - 24 * hour, zone);
}

/** How far the zone's clocks are ahead of UTC at an instant; remembered by the quarter hour, as zones never change in between. */
function offsetAt(instant: number, zone: string): number {
  const key = `${zone}|${Math.floor(instant / (hour / 4))}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size > 50_000) offsets.clear();
  const offset = wallTime(instant, zone) - Math.floor(instant / 1000) * 1000;
  offsets.set(key, offset);
  return offset;
}

function wallTime(instant: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  return Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
}
