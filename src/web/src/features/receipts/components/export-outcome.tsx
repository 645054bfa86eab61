import { Callout } from "@/components/feedback/callout";
import { Panel } from "@/components/layout/panel";
import { CheckMark } from "@/components/ui/check-mark";
import { formatCount, plural } from "@/lib/format";
import type { ExportVerification } from "../model/verify/verify-export";
import { titles } from "./check-list";

const shown = 50;

/** What the verification of a whole log found, in one sentence. */
export function ExportOutcome({ log }: { log: ExportVerification }) {
  const part = log.range ? ` (leaves ${formatCount(log.range.from)} to ${formatCount(log.range.to - 1)}; the file says nothing of the others)` : "";
  const what = `${plural(log.receipts, "receipt")} of workspace ${log.workspace ?? "unknown"}, under ${plural(log.checkpoints, "signed checkpoint")}${part}`;
  return (
    <div role="status" aria-live="polite" className="mb-4">
      {log.outcome === "valid" ? (
        <Callout state="passed" title={log.range ? "This part of the log is verified in this browser" : "The whole log is verified in this browser"}>
          {what}. Nothing was changed, left out or moved, and the signer is a key you trust.
          {log.notRecomputed > 0 ? ` ${plural(log.notRecomputed, "result")} could not be computed again from totals alone.` : ""}
        </Callout>
      ) : log.outcome === "invalid" ? (
        <Callout state="failed" title="This log is not valid">
          {plural(log.failureCount, "check")} failed. Do not rely on this file; keep it and ask where it comes from.
        </Callout>
      ) : log.outcome === "held-checkpoint-outside" ? (
        <Callout state="warning" title="Verified, but not held against what this browser kept">
          {what}. All of it fits together and the signer is a key you trust. What this browser kept of the log lies outside of this part: export one that reaches it, or the whole log.
        </Callout>
      ) : (
        <Callout state="warning" title="Consistent, but the signer is not known to you">
          {what}. All of it fits together. Pin the signer’s key to know who made it.
        </Callout>
      )}
    </div>
  );
}

/** Where a log failed, the first places. */
export function ExportFailures({ log }: { log: ExportVerification }) {
  if (log.failureCount === 0) return null;
  return (
    <Panel title="What failed" aside={log.failureCount > shown ? `the first ${shown} of ${formatCount(log.failureCount)}` : formatCount(log.failureCount)} flush>
      <ul className="divide-y divide-line-2">
        {log.failures.slice(0, shown).map((failure, at) => (
          <li key={at} className="flex gap-2.5 px-4 py-2.5" data-check={failure.check} data-state="failed">
            <CheckMark state="failed" />
            <div className="min-w-0 [overflow-wrap:anywhere]">
              {titles[failure.check]}: no
              <p className="text-sm text-ink-3">{failure.detail}</p>
              <p className="mono text-xs text-ink-3">{failure.place}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
