import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";

export interface Figure {
  label: string;
  value: ReactNode;
  note?: ReactNode;
  /** Where the evidence for the figure is. */
  to?: string;
}

/** A strip of figures: two by two on a phone, one row on a desk. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl className="mb-4 grid grid-cols-2 gap-px overflow-hidden rounded-panel border border-line bg-line lg:grid-cols-4">
      {figures.map((figure) => (
        <div key={figure.label} className="relative min-w-0 bg-panel px-4 py-3.5">
          <dt className="text-sm text-ink-2">
            {figure.to ? (
              <Link to={figure.to} className="after:absolute after:inset-0 hover:text-accent-ink">
                {figure.label}
              </Link>
            ) : (
              figure.label
            )}
          </dt>
          <dd className="num mt-1 truncate text-[20px] leading-tight font-semibold tracking-[-0.02em] sm:text-figure">{figure.value}</dd>
          {figure.note ? <dd className="num text-sm text-ink-3">{figure.note}</dd> : null}
        </div>
      ))}
    </dl>
  );
}
