import { CheckMark } from "@/components/ui/check-mark";
import type { Check, CheckName, CheckState } from "../model/verify/check";

/** What each check says when it passes. */
export const titles: Record<CheckName, string> = {
  file: "The file has its one form",
  key: "The keys hand each other on",
  "leaf-hash": "Statement matches its hash",
  statement: "Statement is complete",
  workspace: "It belongs to this log",
  result: "The result follows from the formula",
  fee: "The fee is right",
  inclusion: "It is in the log",
  "checkpoint-note": "The checkpoint is signed",
  "checkpoint-jws": "Both signatures agree",
  signer: "The signer is known to you",
  index: "Receipts stand in their order",
  unique: "No receipt comes twice",
  consistency: "The leaves give the signed root",
  "epoch-chain": "The epochs follow each other",
  "held-checkpoint": "The log was not rewritten",
};

const states = { passed: "passed", failed: "failed", unauthenticated: "warning", "not-recomputed": "open" } as const;

/** Every check of a bundle, with a sign and a sentence. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return <Checks checks={checks.map((check) => ({ ...check, title: titles[check.name] }))} />;
}

interface ChecksProps {
  checks: readonly { name: string; title: string; state: CheckState; detail: string }[];
}

/** Checks of any kind. */
export function Checks({ checks }: ChecksProps) {
  return (
    <ul className="divide-y divide-line-2">
      {checks.map((check, at) => (
        <li key={at} className="flex gap-2.5 px-4 py-2.5" data-check={check.name} data-state={check.state}>
          <CheckMark state={states[check.state]} />
          <div className="min-w-0">
            {check.title}
            <p className="text-sm text-ink-3 [overflow-wrap:anywhere]">{check.detail}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
