import { Link } from "@tanstack/react-router";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { useGoLive } from "@/features/approvals/api/go-live";
import { formatDate } from "@/lib/format";
import type { Dashboard } from "../model/dashboard";
import { places } from "../model/places";

/** How far the way to value-based billing has come, and the next step on it. */
export function ProgressPanel({ setup }: { setup: Dashboard["setup"] }) {
  const done = setup.completedAt !== null;
  const golive = useGoLive(done).data?.data;
  const isLive = golive?.state === "on" || golive?.state === "pausing";
  return (
    <Panel title="Progress" aside={done ? `set up on ${formatDate(setup.completedAt ?? "")}` : `${setup.stepsDone} of ${setup.steps} steps`}>
      {done ? (
        <p className="text-ink-2">
          {isLive ? `Value has been billed since ${formatDate(golive.since ?? "")}.` : "The setup is complete. What is left before value is billed stands on the go-live checklist."}
        </p>
      ) : (
        <>
          <Progress value={setup.steps === 0 ? 0 : setup.stepsDone / setup.steps} label="Steps of the setup that are done" />
          <p className="mt-2.5 text-ink-2">
            {setup.stepsDone === 0 ? "Connect your data, map its fields, find a baseline, and test it: each step is kept." : "Go on where you left off: every step so far is kept."}
          </p>
        </>
      )}
      <Button asChild tone={done ? "plain" : "main"} size="small" className="mt-3">
        {done ? <Link to={places.goLive}>Open the checklist</Link> : <Link to={places.setup}>{setup.stepsDone === 0 ? "Begin the setup" : "Continue the setup"}</Link>}
      </Button>
    </Panel>
  );
}
