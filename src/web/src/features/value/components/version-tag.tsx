import { Tag } from "@/components/ui/tag";
import type { DefinitionVersion } from "../model/value";

const looks = {
  draft: { tone: "neutral", word: "draft" },
  submitted: { tone: "warn", word: "in approval" },
  in_review: { tone: "warn", word: "in review" },
  changes_requested: { tone: "warn", word: "changes requested" },
  approved: { tone: "accent", word: "approved" },
  active: { tone: "good", word: "active" },
  retired: { tone: "neutral", word: "replaced" },
} as const;

export function VersionTag({ version }: { version: DefinitionVersion }) {
  const look = looks[version.state] ?? { tone: "neutral", word: version.state };
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Tag tone={look.tone}>{look.word}</Tag>
      {version.selfActivated ? <Tag tone="warn">self-activated, never billed</Tag> : null}
    </span>
  );
}
