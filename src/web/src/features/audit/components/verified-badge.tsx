import { Tag } from "@/components/ui/tag";
import { formatCount, formatTime } from "@/lib/format";
import type { AuditCheck } from "../model/audit";

/** What the last check of the chain found. */
export function VerifiedBadge({ check }: { check: AuditCheck }) {
  if (check.sound === null || !check.checkedAt) return <Tag>not checked yet</Tag>;
  if (check.sound) {
    return (
      <span className="flex flex-wrap items-center gap-2 text-sm text-ink-3">
        <Tag tone="good">verified</Tag>
        {formatCount(check.number)} entries, {formatTime(check.checkedAt)}
      </span>
    );
  }
  return (
    <span className="flex flex-wrap items-center gap-2 text-sm text-bad">
      <Tag tone="bad">broken at entry {formatCount(check.brokenAt ?? 0)}</Tag>
      {check.reason}
    </span>
  );
}
