import { cx } from "@/lib/cx";

interface ProgressProps {
  /** From 0 to 1; undefined while nobody can tell. */
  value: number | undefined;
  label: string;
  /** The colour of a state; what the state is must stand beside the bar in words. */
  tone?: "warn" | "bad" | undefined;
}

const tones = { warn: "[--accent:var(--warn)]", bad: "[--accent:var(--bad)]" };

/** A bar for work that takes a while, or for what is used of a limit; says its figure to screen readers. */
export function Progress({ value, label, tone }: ProgressProps) {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return <progress aria-label={label} max={100} value={percent} className={cx("progress h-1.5 w-full", tone && tones[tone])} />;
}
