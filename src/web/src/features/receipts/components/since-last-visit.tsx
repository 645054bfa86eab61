import type { ReactNode } from "react";
import { Callout } from "@/components/feedback/callout";
import { CheckMark } from "@/components/ui/check-mark";
import { formatCount } from "@/lib/format";
import { useHeldCheckpoint } from "../api/use-held-checkpoint";
import type { CheckpointAnswer } from "../model/receipt";

/** What this browser itself found out about the log since its last visit; the server's word has no part in it. */
export function SinceLastVisit({ checkpoint }: { checkpoint: CheckpointAnswer | null | undefined }) {
  const { data: found } = useHeldCheckpoint(checkpoint);
  if (!found || !checkpoint) return null;
  if (found.state === "rewritten") {
    return (
      <Loud title="The log is not the one that this browser saw">
        At the last visit a checkpoint over {formatCount(found.held)} receipts was kept here, and the log as it is now does not continue it. Keep your exports and ask why.
      </Loud>
    );
  }
  if (found.state === "anew") {
    return (
      <Loud title="The log began anew since your last visit">
        This browser kept a checkpoint over {formatCount(found.held)} receipts of an earlier epoch.{" "}
        {found.isProven ? "It is proven here that all of them are left. " : "That they are left is not proven: the first receipt of this epoch says how many are. "}
        Export the log and check it on the page Check a file, which holds it against what this browser kept.
      </Loud>
    );
  }
  if (found.state === "unsigned") {
    return (
      <Loud title="The newest checkpoint is not signed by a published key">
        It was not kept, and what it covers is not proven.
      </Loud>
    );
  }
  return (
    <p role="status" className="mb-4 flex gap-2.5 text-ink-2">
      <CheckMark state="passed" />
      {found.state === "first"
        ? `This browser keeps the checkpoint over ${formatCount(checkpoint.size)} receipts from now on, and compares at every visit.`
        : found.state === "grew"
          ? `Proven in this browser: since your last visit the log only grew, from ${formatCount(found.held)} to ${formatCount(checkpoint.size)} receipts.`
          : "Nothing was added or changed since your last visit."}
    </p>
  );
}

function Loud({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="alert" className="mb-4">
      <Callout state="failed" title={title}>
        {children}
      </Callout>
    </div>
  );
}
