import type { ReactNode } from "react";

export interface Fact {
  term: string;
  value: ReactNode;
}

/** Term and value, side by side; on a phone with less room for the term. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="num grid gap-x-3 gap-y-2 sm:gap-x-4 grid-cols-[6.75rem_minmax(0,1fr)] sm:grid-cols-[8.5rem_minmax(0,1fr)]">
      {facts.map((fact) => (
        <div key={fact.term} className="contents">
          <dt className="text-ink-3 [overflow-wrap:anywhere]">{fact.term}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
