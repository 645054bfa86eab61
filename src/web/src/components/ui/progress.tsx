/** A bar for work that takes a while; says its figure to screen readers. */
export function Progress({ value, label }: { value: number; label: string }) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return <progress aria-label={label} max={100} value={percent} className="progress h-1.5 w-full" />;
}
