import { useId, type ReactNode } from "react";
import { cx } from "@/lib/cx";

interface PanelProps {
  title: string;
  /** A short fact on the right, or an action. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  /** Without padding, for tables and lists that reach the hairline. */
  flush?: boolean;
}

export function Panel({ title, aside, children, className, flush = false }: PanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cx("min-w-0 rounded-panel border border-line bg-panel", className)}>
      <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line-2 px-4 py-2">
        <h2 id={id}>{title}</h2>
        {aside ? <div className="text-sm text-ink-3">{aside}</div> : null}
      </header>
      <div className={flush ? undefined : "px-4 py-3.5"}>{children}</div>
    </section>
  );
}
