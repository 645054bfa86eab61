import { cx } from "@/lib/cx";

export type CheckState = "passed" | "failed" | "open" | "warning";

const looks: Record<CheckState, { sign: string; word: string; className: string }> = {
  passed: { sign: "✓", word: "Passed:", className: "bg-good-soft text-good" },
  failed: { sign: "✗", word: "Failed:", className: "bg-bad-soft text-bad" },
  warning: { sign: "!", word: "Attention:", className: "bg-warn-soft text-warn" },
  open: { sign: "·", word: "Not checked:", className: "bg-sunken text-ink-2" },
};

export function CheckMark({ state }: { state: CheckState }) {
  const look = looks[state];
  return (
    <span className={cx("mt-px grid size-[18px] shrink-0 place-items-center rounded-full text-[11px] font-semibold", look.className)}>
      <span aria-hidden="true">{look.sign}</span>
      <span className="sr-only">{look.word}</span>
    </span>
  );
}
