import type { ReactNode } from "react";
import { CheckMark, type CheckState } from "@/components/ui/check-mark";
import { cx } from "@/lib/cx";

const surfaces: Record<CheckState, string> = {
  passed: "border-line bg-panel",
  failed: "border-bad/40 bg-panel",
  warning: "border-line bg-panel",
  open: "border-line bg-panel",
};

/** One thing to know before going on. */
export function Callout({ state = "open", title, children, className }: { state?: CheckState; title: string; children?: ReactNode; className?: string }) {
  return (
    <div className={cx("flex gap-2.5 rounded-panel border px-4 py-3", surfaces[state], className)}>
      <CheckMark state={state} />
      <div className="min-w-0">
        <p className="font-[540]">{title}</p>
        {children ? <div className="text-ink-2">{children}</div> : null}
      </div>
    </div>
  );
}
