/** Shapes of what comes, announced once. */
function Busy({ children, what }: { children: React.ReactNode; what: string }) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">Loading {what}</span>
      {children}
    </div>
  );
}

export function TableSkeleton({ rows = 6, what }: { rows?: number; what: string }) {
  return (
    <Busy what={what}>
      <div className="divide-y divide-line-2">
        {Array.from({ length: rows }, (_, index) => (
          <div key={index} className="flex h-10 items-center gap-6 px-4">
            <div className="skeleton h-3 w-1/4" />
            <div className="skeleton h-3 w-1/3" />
            <div className="skeleton ml-auto h-3 w-16" />
          </div>
        ))}
      </div>
    </Busy>
  );
}

export function FiguresSkeleton() {
  return (
    <Busy what="figures">
      <div className="mb-4 grid grid-cols-2 gap-px overflow-hidden rounded-panel border border-line bg-line lg:grid-cols-4">
        {Array.from({ length: 4 }, (_, index) => (
          <div key={index} className="bg-panel px-4 py-3.5">
            <div className="skeleton h-3 w-24" />
            <div className="skeleton mt-3 h-6 w-32" />
            <div className="skeleton mt-3 h-3 w-20" />
          </div>
        ))}
      </div>
    </Busy>
  );
}

export function BlockSkeleton({ what, lines = 5 }: { what: string; lines?: number }) {
  const widths = ["w-2/3", "w-1/2", "w-3/4", "w-2/5", "w-3/5"];
  return (
    <Busy what={what}>
      <div className="flex flex-col gap-3.5 py-1">
        {Array.from({ length: lines }, (_, index) => (
          <div key={index} className={`skeleton h-3.5 ${widths[index % widths.length]}`} />
        ))}
      </div>
    </Busy>
  );
}
