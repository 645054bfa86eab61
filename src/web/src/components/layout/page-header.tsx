import type { ReactNode } from "react";

interface PageHeaderProps {
  title: string;
  /** What is true now, in one sentence. */
  children?: ReactNode;
  /** Where this page hangs. */
  above?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, children, above, actions }: PageHeaderProps) {
  return (
    <header className="mb-4.5 flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
      <title>{`${title} · Artisan`}</title>
      <div className="min-w-0 max-w-3xl">
        {above ? <div className="mb-1 text-sm text-ink-3">{above}</div> : null}
        <h1 className="break-words">{title}</h1>
        {children ? <p className="mt-0.5 text-ink-2">{children}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </header>
  );
}
