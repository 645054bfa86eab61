/** True for an instant in UTC with seven digits of a second that the calendar knows: the one spelling of times in a ledger. */
export function isInstant(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}Z$/.test(text) || text.startsWith("0000")) return false;
  const second = text.slice(0, 19);
  const date = new Date(`${second}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(second);
}
