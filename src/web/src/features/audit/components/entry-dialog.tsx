import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Facts } from "@/components/layout/facts";
import { Button } from "@/components/ui/button";
import { Copyable } from "@/components/ui/copyable";
import { Dialog } from "@/components/ui/dialog";
import { formatCount, formatTime } from "@/lib/format";
import { actionWords, changesOf, partyName, type AuditEntry } from "../model/audit";

/** One entry with all that is known about it: the change field by field, and its place in the chain. */
export function EntryDialog({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const changes = changesOf(entry);
  return (
    <Dialog open onOpenChange={onClose} title={actionWords(entry.action)} description={`${partyName(entry.actor)}, ${formatTime(entry.at)}`}>
      <div className="flex flex-col gap-4">
        {changes.length > 0 ? (
          <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="What changed, table">
            <table className="w-full border-collapse text-sm">
              <caption className="sr-only">What changed</caption>
              <thead>
                <tr className="text-left text-xs text-ink-3">
                  <th scope="col" className="py-1 pr-3 font-medium">
                    Field
                  </th>
                  <th scope="col" className="py-1 pr-3 font-medium">
                    Before
                  </th>
                  <th scope="col" className="py-1 font-medium">
                    After
                  </th>
                </tr>
              </thead>
              <tbody>
                {changes.map((change) => (
                  <tr key={change.field} className="border-t border-line-2 align-top">
                    <th scope="row" className="py-1.5 pr-3 text-left font-normal text-ink-2">
                      {change.field}
                    </th>
                    <td className="py-1.5 pr-3 [overflow-wrap:anywhere]">{change.before === undefined ? <Nothing /> : <del className="decoration-bad/60">{change.before}</del>}</td>
                    <td className="py-1.5 [overflow-wrap:anywhere]">{change.after === undefined ? <Nothing /> : <ins className="no-underline">{change.after}</ins>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ) : (
          <p className="text-ink-2">The entry names no fields.</p>
        )}
        <Facts facts={factsOf(entry)} />
        <div className="flex flex-wrap justify-end gap-2">
          {entry.actor.id ? (
            <Button asChild>
              <Link to="/settings/audit" search={{ actor: entry.actor.id }} onClick={onClose}>
                All by {partyName(entry.actor)}
              </Link>
            </Button>
          ) : null}
          <Button tone="main" onClick={onClose}>
            Close
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Nothing() {
  return <span className="text-ink-3">nothing</span>;
}

function factsOf(entry: AuditEntry): { term: string; value: ReactNode }[] {
  const facts: { term: string; value: ReactNode }[] = [{ term: "Action", value: <span className="mono">{entry.action}</span> }];
  if (entry.actor.id) facts.push({ term: "Who", value: <Copyable value={entry.actor.id} what="id of who did it" head={14} /> });
  if (entry.impersonator) facts.push({ term: "Acting for him", value: partyName(entry.impersonator) });
  if (entry.target.id) facts.push({ term: `To ${entry.target.name ?? entry.target.kind}`, value: <Copyable value={entry.target.id} what="id of what it was done to" head={14} /> });
  if (entry.ip) facts.push({ term: "From", value: <span className="mono">{entry.ip}</span> });
  if (entry.userAgent) facts.push({ term: "Program", value: <span className="text-sm [overflow-wrap:anywhere]">{entry.userAgent}</span> });
  if (entry.trace) facts.push({ term: "Request", value: <Copyable value={entry.trace} what="id of the request" head={12} /> });
  facts.push({ term: "Place in the chain", value: formatCount(entry.number) });
  if (entry.hash) facts.push({ term: "Hash", value: <Copyable value={entry.hash} what="hash" head={12} /> });
  return facts;
}
