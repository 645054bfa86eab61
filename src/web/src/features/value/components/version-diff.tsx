import { definitionChanges } from "../api/definition-changes";
import type { DefinitionVersion } from "../model/value";

/** What a version says otherwise than the one before it. */
export function VersionDiff({ version, before }: { version: DefinitionVersion; before: DefinitionVersion | undefined }) {
  if (!before) return null;
  const changes = definitionChanges(before, version);
  return (
    <details className="text-sm">
      <summary className="link w-fit">Changes since v{before.version}</summary>
      {changes.length === 0 ? <p className="text-ink-2">It says the same.</p> : null}
      <ul className="mt-1 flex flex-col gap-1.5">
        {changes.map((change) => (
          <li key={change.term}>
            {change.term}: <del className="text-ink-3 [overflow-wrap:anywhere]">{change.before}</del> <ins className="no-underline [overflow-wrap:anywhere]">{change.value}</ins>
          </li>
        ))}
      </ul>
    </details>
  );
}
