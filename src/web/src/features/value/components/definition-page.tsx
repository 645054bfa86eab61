import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { PageQuery } from "@/components/feedback/page-query";
import { Facts } from "@/components/layout/facts";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Copyable } from "@/components/ui/copyable";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast, wears } from "@/features/identity/api/rights";
import { formatDate } from "@/lib/format";
import { useDefinition } from "../api/get-definition";
import { useUpdateDefinition } from "../api/save-definition";
import { baselineInWords, termsInWords } from "../model/terms-in-words";
import type { Definition } from "../model/value";
import { SubmitPanel } from "./submit-panel";
import { ActivateDialog } from "./activate-dialog";
import { DefinitionForm } from "./definition-form";
import { ResultsPanel } from "./results-panel";
import { RunCalculations } from "./run-calculations";
import { VersionsPanel } from "./versions-panel";
import { VersionTag } from "./version-tag";

export function DefinitionPage({ id, editing }: { id: string; editing: boolean }) {
  const definition = useDefinition(id);
  return (
    <PageQuery query={definition} title="Definition">
      {({ data, etag }) => (editing ? <Editing definition={data} etag={etag} /> : <Reading definition={data} />)}
    </PageQuery>
  );
}

const above = (
  <Link to="/value/definitions" className="link">
    Definitions
  </Link>
);

function Reading({ definition }: { definition: Definition }) {
  const membership = useMembership();
  const [activating, setActivating] = useState(false);
  const { latest } = definition;
  const mayActivate = isAtLeast(membership, "owner") && !["active", "retired", "submitted", "in_review"].includes(latest.state);
  return (
    <>
      <PageHeader
        title={definition.name}
        above={above}
        actions={
          <>
            {wears(membership, "technical") ? (
              <Button asChild>
                <Link to="/value/definitions/$id" params={{ id: definition.id }} search={{ edit: true }}>
                  Edit as new version
                </Link>
              </Button>
            ) : null}
            {mayActivate ? (
              <Button tone="main" onClick={() => setActivating(true)}>
                Activate version {latest.version}
              </Button>
            ) : null}
          </>
        }
      >
        {definition.activeVersion === null
          ? "Nothing is calculated yet: no version is active."
          : `Version ${definition.activeVersion} calculates, ${scheduleWords[latest.schedule]}, from the data of “${definition.source}”.`}
      </PageHeader>
      <div className="grid items-start gap-4 xl:grid-cols-[1.2fr_1fr]">
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title={`Version ${latest.version}`} aside={<VersionTag version={latest} />}>
            <Facts
              facts={[
                { term: "Formula", value: <code className="mono">{latest.formula}</code> },
                { term: "Baseline", value: baselineInWords(latest) },
                { term: "Terms", value: termsInWords(latest.terms) },
                { term: "Source", value: <span className="mono">{definition.source}</span> },
                { term: "Fields", value: <span className="mono">{definition.fields.join(", ") || "any"}</span> },
                { term: "Calculated", value: `${scheduleWords[latest.schedule]} from ${formatDate(latest.startsOn)}, by the days of ${latest.timeZone}` },
                { term: "Definition id", value: <Copyable value={definition.id} what="definition id" head={12} /> },
              ]}
            />
          </Panel>
          <ResultsPanel definition={definition} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <SubmitPanel definition={definition} maySubmit={wears(membership, "technical")} />
          <RunCalculations definition={definition} mayRun={wears(membership, "technical")} />
          <VersionsPanel definition={definition} />
        </div>
      </div>
      <ActivateDialog definition={definition} open={activating} onClose={() => setActivating(false)} />
    </>
  );
}

const scheduleWords = { hourly: "every hour", daily: "every day", weekly: "every week", monthly: "every month" };

function Editing({ definition, etag }: { definition: Definition; etag: string | undefined }) {
  const router = useRouter();
  const update = useUpdateDefinition(definition.id);
  const leave = () => void router.navigate({ to: "/value/definitions/$id", params: { id: definition.id }, search: {} });
  return (
    <>
      <PageHeader title={`Edit ${definition.name}`} above={above}>
        Saving makes version {definition.latest.version + 1}. The versions before it, and what they calculated, stay as they are.
      </PageHeader>
      <DefinitionForm
        from={definition}
        defaults={{ currency: definition.latest.terms.currency, timeZone: definition.latest.timeZone }}
        action={`Save version ${definition.latest.version + 1}`}
        busy={update.isPending}
        error={update.error}
        onSubmit={(save, refuse) => update.mutate({ ...save, etag }, { onSuccess: leave, onError: refuse })}
        onCancel={leave}
      />
    </>
  );
}
