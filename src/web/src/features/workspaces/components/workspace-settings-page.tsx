import { useState } from "react";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Facts } from "@/components/layout/facts";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Form, SubmitRow } from "@/components/ui/form";
import { Copyable } from "@/components/ui/copyable";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import type { Answer } from "@/lib/api";
import { isApiError } from "@/lib/api-error";
import { useForm } from "@/lib/form";
import { formatDate, sentenceEnd } from "@/lib/format";
import { useWorkspace } from "../api/get-workspace";
import { useUpdateWorkspace } from "../api/update-workspace";
import { workspaceSchema } from "../api/workspace-schema";
import type { Workspace } from "../model/workspace";
import { CreateWorkspaceDialog } from "./create-workspace-dialog";
import { SecondFactorPanel } from "./second-factor-panel";
import { EndPanel, ExportPanel } from "./workspace-ends";
import { WorkspaceFields } from "./workspace-fields";

export function WorkspaceSettingsPage() {
  const membership = useMembership();
  const workspace = useWorkspace(membership?.id ?? "");
  const update = useUpdateWorkspace(membership?.id ?? "");
  const [creating, setCreating] = useState(false);
  const reload = () => {
    update.reset();
    void workspace.refetch();
  };
  return (
    <>
      <PageHeader title="Workspace" actions={<Button onClick={() => setCreating(true)}>Create another workspace</Button>}>
        {membership ? `You are ${roleWords[membership.role]} of ${sentenceEnd(membership.name)}` : "The boundary of data, roles and receipts."}
      </PageHeader>
      <div className="grid items-start gap-4 xl:grid-cols-[1.4fr_1fr]">
        <Panel title="Settings">
          <QueryView query={workspace} loading={<BlockSkeleton what="workspace" />}>
            {(answer) => (
              <SettingsForm key={answer.etag ?? answer.data.id} answer={answer} update={update} mayEdit={isAtLeast(membership, "admin")} onReload={reload} />
            )}
          </QueryView>
        </Panel>
        <div className="flex flex-col gap-4">
          <Panel title="Facts">
            <QueryView query={workspace} loading={<BlockSkeleton what="facts" lines={3} />}>
              {({ data }) => (
                <Facts
                  facts={[
                    { term: "Workspace id", value: <Copyable value={data.id} what="workspace id" head={12} /> },
                    { term: "Created", value: formatDate(data.createdAt) },
                  ]}
                />
              )}
            </QueryView>
          </Panel>
          {isAtLeast(membership, "owner") && workspace.data ? (
            <>
              <SecondFactorPanel answer={workspace.data} />
              <ExportPanel key={workspace.data.data.id} workspaceId={workspace.data.data.id} />
              <EndPanel answer={workspace.data} />
            </>
          ) : null}
        </div>
      </div>
      <CreateWorkspaceDialog open={creating} onClose={() => setCreating(false)} />
    </>
  );
}

const roleWords = { owner: "an owner", admin: "an admin", member: "a member", viewer: "a viewer" };

interface SettingsFormProps {
  answer: Answer<Workspace>;
  /** Held by the page: the form itself begins anew with every version. */
  update: ReturnType<typeof useUpdateWorkspace>;
  mayEdit: boolean;
  onReload: () => void;
}

function SettingsForm({ answer, update, mayEdit, onReload }: SettingsFormProps) {
  const { data, etag } = answer;
  const form = useForm(workspaceSchema, { name: data.name, timeZone: data.timeZone, currency: data.currency });
  const stale = isApiError(update.error) && update.error.status === 412;
  return (
    <Form
      onSubmit={() => {
        const values = form.check();
        if (values) update.mutate({ values, etag }, { onError: form.refuse });
      }}
    >
      <WorkspaceFields form={form} disabled={!mayEdit} />
      {mayEdit ? (
        <SubmitRow action="Save settings" busy={update.isPending} error={update.error} done={update.isSuccess ? "Saved." : undefined}>
          {stale ? <Button onClick={onReload}>Load the newer version</Button> : null}
        </SubmitRow>
      ) : (
        <p className="text-sm text-ink-3">Only admins and owners change these.</p>
      )}
    </Form>
  );
}
