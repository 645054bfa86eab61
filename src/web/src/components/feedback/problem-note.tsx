import { ApiError, isApiError } from "@/lib/api-error";
import { signInAgain } from "@/lib/sign-in-again";
import { sentenceFor } from "./sentences";
import { isUpgradable, planThatFits, UpgradeOffer } from "./upgrade-offer";

/** A failed action, said beside the button that caused it: what happened, what to do, and the code to quote. Where a larger plan lets it through, an offer. */
export function ProblemNote({ error, className = "" }: { error: unknown; className?: string }) {
  if (!error) return null;
  if (isUpgradable(error)) {
    return (
      <div role="alert" className={`rounded-control bg-accent-soft px-3 py-2 ${className}`}>
        <p>{sentenceFor(error)}</p>
        <UpgradeOffer plan={planThatFits(error)} className="mt-0.5" />
      </div>
    );
  }

  return (
    <div role="alert" className={`rounded-control bg-bad-soft px-3 py-2 text-bad ${className}`}>
      <p>{sentenceFor(error)}</p>
      {isApiError(error, "identity.sign_in_again") ? (
        <button type="button" className="underline underline-offset-3" onClick={() => void signInAgain()}>
          Sign in again and come back
        </button>
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
