import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

export type TagTone = "good" | "warn" | "bad" | "neutral" | "accent";

const tones: Record<TagTone, string> = {
  good: "bg-good-soft text-good",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  neutral: "bg-sunken text-ink-2",
  accent: "bg-accent-soft text-accent-ink",
};

const signs: Partial<Record<TagTone, string>> = { good: "✓", warn: "!", bad: "✗" };

/** A state in a word, with a sign beside the colour. */
export function Tag({ tone = "neutral", children, className }: { tone?: TagTone; children: ReactNode; className?: string }) {
  const sign = signs[tone];
  return (
    <span className={cx("inline-flex items-center gap-1.5 rounded-full px-2 py-px text-xs whitespace-nowrap", tones[tone], className)}>
      {sign ? <span aria-hidden="true">{sign}</span> : null}
      {children}
    </span>
  );
}
