import { useEffect, useState } from "react";
import { cx } from "@/lib/cx";
import { shorten } from "@/lib/format";

interface CopyableProps {
  value: string;
  /** What it is, for screen readers: `receipt id`. */
  what: string;
  head?: number;
  tail?: number;
  whole?: boolean;
  className?: string;
}

/** An id or hash, shortened in the middle, copied whole on click. */
export function Copyable({ value, what, head = 8, tail = 4, whole = false, className }: CopyableProps) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1_500);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setState("copied"),
      () => setState("refused"),
    );
  };

  return (
    <button type="button" onClick={copy} title={value} className={cx("mono group inline-flex max-w-full items-center gap-1.5 rounded-[4px] text-left hover:text-accent-ink", className)}>
      <span className={whole ? "break-all" : "truncate"}>{whole ? value : shorten(value, head, tail)}</span>
      <span className="sr-only">, copy {what}</span>
      <span role="status" className="font-sans text-xs text-accent-ink empty:hidden">
        {state === "copied" ? "copied" : state === "refused" ? "select and copy by hand" : ""}
      </span>
    </button>
  );
}
