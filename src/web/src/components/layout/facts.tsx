import type { ReactNode } from "react";

export interface Fact {
  term: string;
  value: ReactNode;
}

/** Term and value, aligned; stacked on a phone. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="num grid gap-x-4 gap-y-2 sm:grid-cols-[150px_minmax(0,1fr)]">
      {facts.map((fact) => (
        <div key={fact.term} className="contents">
          <dt className="text-ink-3">{fact.term}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere] max-sm:mb-1.5">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
