import { Panel } from "@/components/layout/panel";
import { formatTime, plural } from "@/lib/format";
import { termsInWords } from "../model/terms-in-words";
import type { Definition } from "../model/value";
import { VersionDiff } from "./version-diff";
import { VersionTag } from "./version-tag";

export function VersionsPanel({ definition }: { definition: Definition }) {
  const newestFirst = [...definition.versions].sort((a, b) => b.version - a.version);
  return (
    <Panel title="Versions" aside={plural(newestFirst.length, "version")} flush>
      <ol className="divide-y divide-line-2">
        {newestFirst.map((version) => (
          <li key={version.version} className="flex flex-col gap-1 px-4 py-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="num font-[540]">
                v{version.version} <span className="font-normal text-ink-3">{formatTime(version.createdAt)}</span>
              </span>
              <VersionTag version={version} />
            </div>
            <code className="mono text-ink-2 [overflow-wrap:anywhere]">{version.formula}</code>
            <span className="text-sm text-ink-3">{termsInWords(version.terms)}</span>
            <VersionDiff version={version} before={definition.versions.find((item) => item.version === version.version - 1)} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}
