import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { PageQuery } from "@/components/feedback/page-query";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Copyable } from "@/components/ui/copyable";
import { CheckMark } from "@/components/ui/check-mark";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNote } from "@/components/feedback/problem-note";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { formatTime } from "@/lib/format";
import { useGoLive, useSwitchGoLive } from "../api/go-live";
import type { GoLive } from "../model/approval";

export function GoLivePage() {
  const golive = useGoLive();
  return (
    <PageQuery query={golive} title="Go live">
      {({ data, etag }) => <Checklist golive={data} etag={etag} />}
    </PageQuery>
  );
}

const switches = {
  off: { to: "on", label: "Go live", words: "Value-based fees of signed-off definitions are billed from this moment on. A receipt records that you switched it on, and what the checks said." },
  on: { to: "pause", label: "Pause billing", words: "What ends in this billing period is still billed, what ends later is not. We are told, and a receipt records it." },
  pausing: { to: "resume", label: "Take the pause back", words: "Billing goes on without a break. A receipt records it." },
  paused: { to: "resume", label: "Resume billing", words: "Value-based fees are billed again from this moment on. A receipt records it." },
} as const;

function Checklist({ golive, etag }: { golive: GoLive; etag: string | undefined }) {
  const mayAct = isAtLeast(useMembership(), "owner");
  const [asking, setAsking] = useState(false);
  const turn = useSwitchGoLive(etag);
  const next = switches[golive.state];
  return (
    <>
      <PageHeader
        title="Go live"
        actions={
          mayAct ? (
            <Button {...(next.to === "pause" ? {} : { tone: "main" as const, disabled: !golive.ready })} onClick={() => setAsking(true)}>
              {next.label}
            </Button>
          ) : undefined
        }
      >
        {stateInWords(golive)}
      </PageHeader>
      <Panel title="Checks" aside={golive.ready ? "all green" : `${golive.checks.filter((check) => !check.passes).length} to do`} flush>
        <ul className="divide-y divide-line-2">
          {golive.checks.map((check) => (
            <li key={check.name} className="flex flex-wrap items-start gap-2.5 px-4 py-3">
              <CheckMark state={check.passes ? "passed" : "failed"} />
              <div className="min-w-0 flex-1">
                <p className="font-[540]">{check.title}</p>
                <p className="text-ink-2">{check.reason}</p>
              </div>
              {check.passes ? null : (
                <Link to={check.link} className="link" aria-label={`Go to it: ${check.title}`}>
                  Go to it
                </Link>
              )}
            </li>
          ))}
        </ul>
      </Panel>
      {golive.definitions.length > 0 ? (
        <Panel title={golive.state === "on" || golive.state === "pausing" ? "What is billed" : "What will be billed"} className="mt-4" flush>
          <ul className="divide-y divide-line-2">
            {golive.definitions.map((definition) => (
              <li key={definition.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3">
                <Link to="/value/definitions/$id" params={{ id: definition.id }} search={{}} className="link font-[540]">
                  {definition.name}, version {definition.version}
                </Link>
                <Copyable value={definition.contentHash} what="content hash" head={12} />
              </li>
            ))}
          </ul>
        </Panel>
      ) : null}
      {mayAct ? null : <p className="mt-4 text-ink-2">Only an owner switches value-based billing on or off.</p>}
      <Dialog open={asking} onOpenChange={setAsking} title={`${next.label}?`} description={next.words}>
        <div className="flex flex-col gap-4">
          <ProblemNote error={turn.error} />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>Not now</Button>
            <Button tone="main" busy={turn.isPending} onClick={() => turn.mutate(next.to, { onSuccess: () => setAsking(false) })}>
              {next.label}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}

function stateInWords({ state, since, pausesAt }: GoLive): string {
  if (state === "off") return "Value is calculated and proven, and not billed yet.";
  if (state === "on") return `Value has been billed since ${formatTime(since ?? "")}.`;
  return state === "pausing" ? `Value is billed until ${formatTime(pausesAt ?? "")}; then billing pauses.` : `Billing of value has been paused since ${formatTime(pausesAt ?? "")}.`;
}
