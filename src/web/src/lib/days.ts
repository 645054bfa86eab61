/** The day of an instant, in UTC: `2026-11-21`. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** The first day of the month of an instant, or of one that many months before it. */
export function monthBegin(instant: Date, monthsBack = 0): string {
  return dayOf(new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() - monthsBack, 1)));
}

/** That many days of 24 hours later; earlier where the count is negative. */
export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * 86_400_000);
}

/** Now by this machine's clock, for what the server keeps by the world's time and not by the business clock: sessions, deliveries. */
export function worldNow(): Date {
  return new Date();
}

/** The instant in UTC at which the day behind a day begins: `2026-11-21` ends there. */
export function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString();
}
