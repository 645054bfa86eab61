/** Every zone this browser knows, UTC first, and the one in use even if this browser does not know it. */
export function timeZones(current: string): string[] {
  const known = Intl.supportedValuesOf("timeZone");
  return [...new Set(["UTC", current, ...known])].filter(Boolean);
}
