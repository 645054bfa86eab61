import { Callout } from "@/components/feedback/callout";
import type { Verification } from "../model/verify/verify-bundle";

/** The result of a verification in one sentence. */
export function OutcomeBanner({ verification }: { verification: Verification }) {
  const isRecomputed = !verification.checks.some((check) => check.state === "not-recomputed");
  const failed = verification.checks.filter((check) => check.state === "failed").length;
  return (
    <div role="status" aria-live="polite" className="mb-4">
      {verification.outcome === "valid" ? (
        <Callout state="passed" title="Verified in this browser">
          {isRecomputed ? "Every check passed" : "Every check that can be made here passed; the result itself was not recomputed"}, and the signer is a key you trust. No answer of the server had a part in it.
        </Callout>
      ) : verification.outcome === "invalid" ? (
        <Callout state="failed" title="Not valid">
          {failed === 1 ? "One check failed" : `${failed} checks failed`}. Do not rely on this receipt; keep the file and ask where it comes from.
        </Callout>
      ) : (
        <Callout state="warning" title="Consistent, but the signer is not known to you">
          All of it fits together. Pin the signer’s key to know who made it.
        </Callout>
      )}
    </div>
  );
}
