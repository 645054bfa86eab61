import { useState } from "react";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { useMembership } from "@/features/identity/api/get-me";
import { wears } from "@/features/identity/api/rights";
import { useSetup } from "../api/get-setup";
import { stepToGoOn, type Setup, type StepName } from "../model/setup";
import { BaselineStep } from "./baseline-step";
import { CompletePanel } from "./complete-panel";
import { DataSourceStep } from "./data-source-step";
import { HistoryPanel } from "./history-panel";
import { IntegrationStep } from "./integration-step";
import { MetricsStep } from "./metrics-step";
import { Stepper } from "./stepper";
import { SyncPanel } from "./sync-panel";
import { TestingStep } from "./testing-step";

export interface StepProps {
  setup: Setup;
  mayWrite: boolean;
}

const steps: Record<StepName, (props: StepProps) => React.ReactNode> = {
  "api-integration": IntegrationStep,
  "data-source": DataSourceStep,
  "metrics-config": MetricsStep,
  baseline: BaselineStep,
  testing: TestingStep,
};

export function SetupPage({ step }: { step: StepName | undefined }) {
  const setup = useSetup();
  return (
    <>
      <PageHeader title="Set-up">Five steps lead from your data to a measure that can be trusted. Each is saved by itself; leave and come back whenever you like.</PageHeader>
      <QueryView query={setup} loading={<BlockSkeleton what="set-up" lines={8} />}>
        {(data) => <Wizard setup={data} step={step} />}
      </QueryView>
    </>
  );
}

function Wizard({ setup, step }: { setup: Setup; step: StepName | undefined }) {
  // Where one comes in; a step that turns out right stays open, so that one sees what was found.
  const [first] = useState(() => stepToGoOn(setup));
  const mayWrite = wears(useMembership(), "technical");
  const current = step ?? first;
  const Step = steps[current];
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[250px_minmax(0,1fr)]">
      <Stepper setup={setup} current={current} />
      <div className="flex min-w-0 flex-col gap-4">
        <CompletePanel setup={setup} mayWrite={mayWrite} />
        <Step key={current} setup={setup} mayWrite={mayWrite} />
        {setup.sync ? <SyncPanel sync={setup.sync} /> : null}
        {setup.history.length > 0 ? <HistoryPanel history={setup.history} /> : null}
      </div>
    </div>
  );
}
