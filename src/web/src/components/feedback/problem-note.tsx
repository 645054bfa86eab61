import { ApiError } from "@/lib/api-error";
import { sentenceFor } from "./sentences";

/** A failed action, said beside the button that caused it: what happened, what to do, and the code to quote. */
export function ProblemNote({ error, className = "" }: { error: unknown; className?: string }) {
  if (!error) return null;
  return (
    <div role="alert" className={`rounded-control bg-bad-soft px-3 py-2 text-bad ${className}`}>
      <p>{sentenceFor(error)}</p>
      {error instanceof ApiError && error.status === 402 ? (
        <p>
          <a href="/billing" className="underline underline-offset-3">
            See the plans
          </a>
        </p>
      ) : null}
      {error instanceof ApiError ? (
        <p className="mt-0.5 text-xs [overflow-wrap:anywhere]">
          Code <code>{error.code}</code>
          {error.traceId ? (
            <>
              , trace <code>{error.traceId}</code>
            </>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}
