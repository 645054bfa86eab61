import { useState } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { CheckMark } from "@/components/ui/check-mark";
import { formatCount } from "@/lib/format";
import { getConsistency } from "../api/get-consistency";
import { fromBase64 } from "../model/verify/bytes";
import { parseNote, type Checkpoint } from "../model/verify/checkpoint";
import { isConsistent } from "../model/verify/merkle";
import { trustStore } from "../model/verify/trust";

/** Compares this checkpoint with the one the browser remembered: a log that only grew can prove it, a rewritten one cannot. */
export function ConsistencyCheck({ head }: { head: Checkpoint }) {
  // Read once: verifying may replace what is held with this very checkpoint.
  const [held] = useState(() => trustStore.heldNotes().map(parseNote).find((note) => note?.origin === head.origin) ?? null);
  const [state, setState] = useState<"open" | "running" | "passed" | "failed">("open");
  const [error, setError] = useState<unknown>(null);
  if (!held || held.size === head.size) return null;
  const [older, newer] = held.size < head.size ? [held, head] : [head, held];

  const check = async () => {
    setState("running");
    setError(null);
    try {
      const { path } = await getConsistency(head.epoch ?? 1, older.size, newer.size);
      const hashes = path.map(fromBase64);
      const holds = hashes.every((hash) => hash?.length === 32) && (await isConsistent(older.size, older.root, newer.size, newer.root, hashes as NonNullable<(typeof hashes)[number]>[]));
      setState(holds ? "passed" : "failed");
    } catch (problem) {
      setError(problem);
      setState("open");
    }
  };

  return (
    <Panel title="Against the checkpoint you hold" aside={`size ${formatCount(held.size)}`}>
      {state === "passed" || state === "failed" ? (
        <p role="status" className="flex gap-2.5">
          <CheckMark state={state} />
          {state === "passed"
            ? `Checkpoint ${formatCount(newer.size)} extends ${formatCount(older.size)}: nothing in between was changed or removed.`
            : `Checkpoint ${formatCount(newer.size)} does not extend ${formatCount(older.size)}: the log was rewritten.`}
        </p>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-ink-2">This browser remembers an {held.size < head.size ? "earlier" : "later"} checkpoint of the log.</p>
          <Button busy={state === "running"} onClick={() => void check()}>
            Prove it only grew
          </Button>
        </div>
      )}
      <ProblemNote error={error} className="mt-3" />
    </Panel>
  );
}
