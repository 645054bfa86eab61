import { cx } from "@/lib/cx";

export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cx("flex items-center gap-2.5 font-[640] tracking-[-0.01em]", className)}>
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" className="text-accent">
        <path d="M10 1.5 18.5 18.5H14L10 10.2 6 18.5H1.5z" fill="currentColor" />
      </svg>
      Artisan
    </span>
  );
}
