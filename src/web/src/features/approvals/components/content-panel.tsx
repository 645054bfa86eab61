import { Link } from "@tanstack/react-router";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { Facts } from "@/components/layout/facts";
import { Panel } from "@/components/layout/panel";
import { Copyable } from "@/components/ui/copyable";
import { definitionChanges, definitionFacts } from "@/features/value/api/definition-changes";
import { useDefinition } from "@/features/value/api/get-definition";
import type { Approval } from "../model/approval";

/** What is agreed to: all of it in words, and what is other than in the version that was agreed to last. */
export function ContentPanel({ approval }: { approval: Approval }) {
  const definition = useDefinition(approval.definitionId);
  return (
    <Panel
      title="What is agreed to"
      aside={
        <Link to="/value/definitions/$id" params={{ id: approval.definitionId }} search={{}} className="link">
          Version {approval.version}
        </Link>
      }
    >
      <QueryView query={definition} loading={<TableSkeleton what="the definition" />}>
        {({ data }) => {
          const version = data.versions.find((item) => item.version === approval.version);
          if (!version) return <p className="text-ink-2">This version is not there any more.</p>;
          const agreed = data.versions.filter((item) => item.version < version.version && item.approvedAt !== null).at(-1);
          const changes = agreed ? definitionChanges(agreed, version) : [];
          return (
            <div className="flex flex-col gap-4">
              {agreed ? (
                <section aria-label={`Changes since version ${agreed.version}`} className="flex flex-col gap-2">
                  <h3 className="font-[560]">Changes since version {agreed.version}, which was signed off</h3>
                  <ul className="flex flex-col gap-2">
                    {changes.map((change) => (
                      <li key={change.term} className="flex flex-col gap-0.5">
                        <span className="text-sm text-ink-3">{change.term}</span>
                        <del className={`text-ink-3 [overflow-wrap:anywhere] ${change.code ? "mono" : ""}`}>{change.before}</del>
                        <ins className={`no-underline [overflow-wrap:anywhere] ${change.code ? "mono" : ""}`}>{change.value}</ins>
                      </li>
                    ))}
                  </ul>
                </section>
              ) : null}
              <Facts
                facts={[
                  ...definitionFacts(version).map(({ term, value, code }) => ({ term, value: code ? <code className="mono [overflow-wrap:anywhere]">{value}</code> : value })),
                  { term: "Hash of this content", value: <Copyable value={approval.contentHash} what="content hash" head={12} /> },
                ]}
              />
            </div>
          );
        }}
      </QueryView>
    </Panel>
  );
}
