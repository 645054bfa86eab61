import { Link } from "@tanstack/react-router";
import { useMe, type Hat } from "@/features/identity/api/get-me";
import { hatNames } from "@/features/identity/api/rights";
import { useMembers } from "@/features/workspaces/api/list-members";
import type { Definition } from "../model/value";

const stages: Hat[] = ["finance", "technical", "executive"];

/** Before somebody submits: who would be asked in each stage, and where nobody could be. */
export function WhoAgrees({ definition }: { definition: Definition }) {
  const me = useMe().data;
  const members = useMembers(me?.workspace?.id ?? "");
  if (!me || !members.data) return null;
  const authors = new Set([...authorsOf(definition), me.user.id]);
  const holders = (hat: Hat) => members.data.items.filter((member) => member.hats.includes(hat) && !authors.has(member.id));
  const missing = stages.some((hat) => holders(hat).length === 0);
  return (
    <div className="flex flex-col gap-2">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {stages.map((hat) => (
          <div key={hat} className="contents">
            <dt className="text-ink-3">{hatNames[hat]}</dt>
            <dd className={holders(hat).length === 0 ? "text-warn" : ""}>
              {holders(hat)
                .map((member) => member.name)
                .join(", ") || "nobody but its authors"}
            </dd>
          </div>
        ))}
      </dl>
      {missing ? (
        <p className="text-sm text-ink-2">
          Three people agree, one in each stage, and none of them wrote it. An owner gives hats in the{" "}
          <Link to="/settings/team" className="prose-link">
            team
          </Link>
          .
        </p>
      ) : null}
    </div>
  );
}

/** Everybody who wrote a version since the last one that was signed off. */
function authorsOf(definition: Definition): string[] {
  const newestFirst = [...definition.versions].sort((a, b) => b.version - a.version);
  const agreed = newestFirst.findIndex((version) => version.approvedAt !== null);
  return (agreed < 0 ? newestFirst : newestFirst.slice(0, agreed)).map((version) => version.createdBy);
}
