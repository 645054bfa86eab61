import { Link, useRouter } from "@tanstack/react-router";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { useCloneDefinition } from "../api/clone-definition";
import { useSubmitDefinition } from "../api/submit-definition";
import type { Definition, VersionState } from "../model/value";
import { WhoAgrees } from "./who-agrees";

const words: Partial<Record<VersionState, string>> = {
  draft: "Finance, technical and executive agree to a version before it is billed; its authors do not.",
  submitted: "This version waits for finance. Saving other content begins a new round.",
  in_review: "This version is being reviewed. Saving other content begins a new round.",
  changes_requested: "Changes are requested: save a new version, or submit this one again.",
  approved: "This version is signed off and never changes. An owner can activate it.",
};

/** Where the newest version stands on its way to being billed. */
export function SubmitPanel({ definition, maySubmit }: { definition: Definition; maySubmit: boolean }) {
  const { latest } = definition;
  const router = useRouter();
  const submit = useSubmitDefinition(definition.id);
  const clone = useCloneDefinition(definition);
  const open = latest.state === "draft" || latest.state === "changes_requested";
  return (
    <Panel
      title="Approval"
      aside={
        latest.approvalId ? (
          <Link to="/approvals/$id" params={{ id: latest.approvalId }} className="link">
            See the approval
          </Link>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-3">
        <p className="text-ink-2">{words[latest.state] ?? "To change what it says, make a new version or a copy."}</p>
        {open && maySubmit ? <WhoAgrees definition={definition} /> : null}
        <ProblemNote error={submit.error ?? clone.error} />
        {maySubmit ? (
          <div className="flex flex-wrap gap-2">
            {open ? (
              <Button tone="main" busy={submit.isPending} onClick={() => submit.mutate(latest.version)}>
                Submit version {latest.version}
              </Button>
            ) : null}
            <Button
              busy={clone.isPending}
              onClick={() => clone.mutate(undefined, { onSuccess: (copy) => void router.navigate({ to: "/value/definitions/$id", params: { id: copy.id }, search: {} }) })}
            >
              Make a copy
            </Button>
          </div>
        ) : null}
      </div>
    </Panel>
  );
}
