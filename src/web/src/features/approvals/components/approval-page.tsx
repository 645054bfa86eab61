import { Link } from "@tanstack/react-router";
import { Callout } from "@/components/feedback/callout";
import { PageQuery } from "@/components/feedback/page-query";
import { PageHeader } from "@/components/layout/page-header";
import { useMembership } from "@/features/identity/api/get-me";
import { wears } from "@/features/identity/api/rights";
import { useDefinition } from "@/features/value/api/get-definition";
import { useMembers } from "@/features/workspaces/api/list-members";
import { formatTime } from "@/lib/format";
import { useApproval } from "../api/get-approval";
import type { Approval } from "../model/approval";
import { ApprovalTag } from "./approval-tag";
import { ContentPanel } from "./content-panel";
import { DecidePanel } from "./decide-panel";
import { StagesPanel } from "./stages-panel";

export function ApprovalPage({ id }: { id: string }) {
  const approval = useApproval(id);
  return (
    <PageQuery query={approval} title="Approval">
      {(data) => <Reading approval={data} />}
    </PageQuery>
  );
}

function Reading({ approval }: { approval: Approval }) {
  const membership = useMembership();
  const members = useMembers(membership?.id ?? "").data?.items ?? [];
  const nameOf = (userId: string) => members.find((member) => member.id === userId)?.name ?? "A former member";
  const definition = useDefinition(approval.definitionId).data?.data;
  const lastWord = approval.decisions.at(-1);
  const current = approval.stages.find((stage) => stage.state === "current");
  const busy = [...approval.authors, ...approval.stages.flatMap((stage) => stage.approved), ...(current?.approvers ?? [])];
  const others = members.filter((member) => current && member.hats.includes(current.stage) && !busy.includes(member.id));
  return (
    <>
      <PageHeader
        title={approval.name}
        above={
          <Link to="/approvals" search={{}} className="link">
            Approvals
          </Link>
        }
        actions={<ApprovalTag approval={approval} />}
      >
        {`${nameOf(approval.submittedBy)} submitted version ${approval.version} on ${formatTime(approval.submittedAt)}. ${endInWords(approval)}`}
      </PageHeader>
      <div className="grid items-start gap-4 xl:grid-cols-[1.2fr_1fr]">
        <ContentPanel approval={approval} />
        <div className="flex min-w-0 flex-col gap-4">
          {approval.yourTurn ? <DecidePanel key={`${approval.round}-${approval.stage}`} approval={approval} others={others} /> : null}
          {approval.state === "changes_requested" ? (
            <Callout state="warning" title={`${nameOf(lastWord?.by ?? "")} asks for changes`}>
              {lastWord?.comment ? <q className="block [overflow-wrap:anywhere]">{lastWord.comment}</q> : null}
              {wears(membership, "technical") ? (
                <Link to="/value/definitions/$id" params={{ id: approval.definitionId }} search={{ edit: true }} className="link">
                  Change the definition
                </Link>
              ) : (
                "Whoever wears the technical hat changes the definition and submits it again."
              )}
            </Callout>
          ) : null}
          {approval.state === "signed_off" && approval.receiptId ? (
            <Callout state="passed" title="Signed off by finance, technical and executive">
              {definition?.activeVersion === approval.version ? "This version is the one that calculates." : "An owner can activate this version; what it calculates is billed then."}{" "}
              <Link to="/receipts/$id" params={{ id: approval.receiptId }} className="link">
                The receipt of the sign-off
              </Link>
            </Callout>
          ) : null}
          <StagesPanel approval={approval} members={members} nameOf={nameOf} />
        </div>
      </div>
    </>
  );
}

function endInWords({ state, expiresAt, endedAt }: Approval): string {
  if (state === "in_review") return `It waits until ${formatTime(expiresAt)}.`;
  if (state === "changes_requested") return "Changes are requested: once it is submitted again, all stages begin anew.";
  return endedAt ? `It ${endWords[state]} on ${formatTime(endedAt)}.` : "";
}

const endWords = { signed_off: "was signed off", expired: "expired", withdrawn: "ended, because an owner activated the version without it," };
