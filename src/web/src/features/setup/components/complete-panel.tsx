import { Link } from "@tanstack/react-router";
import { Callout } from "@/components/feedback/callout";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Button } from "@/components/ui/button";
import { formatTime } from "@/lib/format";
import { useCompleteSetup } from "../api/save-step";
import type { Setup } from "../model/setup";

/** The end of the set-up: confirming it with a receipt, and what comes next. */
export function CompletePanel({ setup, mayWrite }: { setup: Setup; mayWrite: boolean }) {
  const complete = useCompleteSetup();
  const { completed } = setup;
  if (setup.canComplete) {
    return (
      <Callout state="passed" title="All five steps are right">
        <p className="mb-3">Completing writes a receipt: what is measured, where it comes from, its baseline, and how accurate it was found to be.</p>
        <ProblemNote error={complete.error} className="mb-3" />
        {mayWrite ? (
          <Button tone="main" busy={complete.isPending} onClick={() => complete.mutate()}>
            Complete the set-up
          </Button>
        ) : null}
      </Callout>
    );
  }

  if (!completed) return null;
  const receipt = (words: string) => (
    <Link to="/receipts/$id" params={{ id: completed.receiptId }} className="prose-link">
      {words}
    </Link>
  );
  return completed.isCurrent ? (
    <Callout state="passed" title={`Completed ${formatTime(completed.at)}`}>
      <p>
        {receipt("Its receipt")} proves it. Next, say what the value is worth:{" "}
        <Link to="/value/definitions/new" search={{ suggested: true }} className="prose-link">
          make a definition from it
        </Link>
        .
      </p>
    </Callout>
  ) : (
    <Callout state="warning" title="Changed since it was completed">
      It was completed {formatTime(completed.at)} ({receipt("its receipt")}). Check the steps again and complete it anew.
    </Callout>
  );
}
