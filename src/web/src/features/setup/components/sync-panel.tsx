import { Facts } from "@/components/layout/facts";
import { Panel } from "@/components/layout/panel";
import { Tag, type TagTone } from "@/components/ui/tag";
import { formatCount, formatTime } from "@/lib/format";
import type { Sync } from "../model/setup";

const words: Record<Sync["status"], { word: string; tone: TagTone }> = {
  running: { word: "reading", tone: "accent" },
  idle: { word: "up to date", tone: "good" },
  waiting: { word: "waits", tone: "warn" },
  stopped: { word: "stopped", tone: "bad" },
  paused: { word: "paused", tone: "warn" },
};

/** How far the source was read. */
export function SyncPanel({ sync }: { sync: Sync }) {
  const { word, tone } = words[sync.status];
  const facts = [
    { term: "Records", value: formatCount(sync.records) },
    { term: "Data points", value: formatCount(sync.stored) },
    ...(sync.skipped > 0 ? [{ term: "Not counted", value: `${formatCount(sync.skipped)}${sync.lastSkip ? ` (${sync.lastSkip})` : ""}` }] : []),
    ...(sync.syncedAt ? [{ term: "Last read", value: formatTime(sync.syncedAt) }] : []),
    ...(sync.nextAt && sync.status !== "running" ? [{ term: "Next", value: formatTime(sync.nextAt) }] : []),
  ];
  return (
    <Panel title="Reading" aside={<Tag tone={tone}>{word}</Tag>}>
      <Facts facts={facts} />
      {sync.status === "paused" ? <p className="mt-3 text-sm text-ink-2">The steps were changed. Reading goes on once the first three are checked again.</p> : null}
      {sync.problem ? <p className="mt-3 text-sm text-bad">{sync.problem.message}</p> : null}
    </Panel>
  );
}
