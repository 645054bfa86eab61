import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Callout } from "@/components/feedback/callout";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Progress } from "@/components/ui/progress";
import { useStartAnew } from "@/features/identity/api/start-anew";
import type { Answer } from "@/lib/api";
import { formatCount, formatTime } from "@/lib/format";
import { useDeleteWorkspace } from "../api/delete-workspace";
import { useEraseWorkspace } from "../api/erase-workspace";
import { useWorkspaceExport } from "../api/export-workspace";
import type { Workspace } from "../model/workspace";

/** Everything the workspace holds, as a file. */
export function ExportPanel({ workspaceId }: { workspaceId: string }) {
  const { begin, job, download } = useWorkspaceExport(workspaceId);
  const isMade = job?.state === "waiting" || job?.state === "running";
  return (
    <Panel title="Export">
      <div className="flex flex-col items-start gap-4">
        <p className="text-ink-2">All data of the workspace in one ZIP file: settings, members, definitions, data points, calculations and receipts. You can leave this page while it is made.</p>
        {job && isMade ? (
          <div className="w-full" role="status">
            <p className="mb-2 text-sm text-ink-2">
              {job.state === "waiting" ? "Waiting to begin." : `Step ${formatCount(job.step)} of ${formatCount(job.steps)}.`}
            </p>
            <Progress value={job.steps === 0 ? 0 : job.step / job.steps} label="Export" />
          </div>
        ) : null}
        {job?.state === "failed" ? <Callout state="failed" title="The export failed" className="w-full">Begin it again; if it fails once more, tell us.</Callout> : null}
        <div className="flex flex-wrap items-center gap-2">
          {job?.state === "done" ? (
            <Button tone="main" busy={download.isPending} onClick={() => download.mutate()}>
              Download the file
            </Button>
          ) : null}
          <Button busy={begin.isPending} disabled={isMade} onClick={() => begin.mutate()}>
            {job ? "Export again" : "Export everything"}
          </Button>
          {job?.state === "done" ? <span className="text-sm text-ink-3">There until {formatTime(job.endsAt)}.</span> : null}
        </div>
        <ProblemNote error={begin.error ?? download.error} className="w-full" />
      </div>
    </Panel>
  );
}

/** The two ways in which a workspace ends. */
export function EndPanel({ answer }: { answer: Answer<Workspace> }) {
  const { data: workspace, etag } = answer;
  const router = useRouter();
  const [asking, setAsking] = useState<"delete" | "erase" | null>(null);
  const remove = useDeleteWorkspace(workspace.id);
  const erase = useEraseWorkspace(workspace.id);
  const startAnew = useStartAnew();
  const close = () => setAsking(null);
  // Awaited, for this page is gone with the workspace before all of it is done.
  const confirmDelete = async () => {
    await remove.mutateAsync(etag);
    await startAnew.mutateAsync();
    await router.navigate({ to: "/" });
  };
  return (
    <Panel title="End this workspace">
      <div className="flex flex-col items-start gap-4">
        {workspace.eraseAt ? (
          <Callout state="warning" title={`It is erased on ${formatTime(workspace.eraseAt)}`} className="w-full">
            <p>All owners were told. Until then any of them can keep it.</p>
            <Button className="mt-2" busy={erase.isPending} onClick={() => erase.mutate({ cancel: true })}>
              Keep the workspace
            </Button>
            <ProblemNote error={erase.error} className="mt-2" />
          </Callout>
        ) : null}
        <p className="text-ink-2">Deleting closes it for everybody at once and destroys its data after 30 days. Nobody can bring it back.</p>
        <Button tone="danger" onClick={() => setAsking("delete")}>
          Delete workspace…
        </Button>
        {workspace.eraseAt ? null : (
          <>
            <p className="text-ink-2">Erasing (GDPR) waits seven days, then destroys all data and whose it was. Receipts that others hold stay verifiable.</p>
            <Button tone="danger" onClick={() => setAsking("erase")}>
              Erase workspace…
            </Button>
          </>
        )}
      </div>
      <ConfirmDialog
        open={asking === "delete"}
        onOpenChange={close}
        title={`Delete ${workspace.name}?`}
        name={workspace.name}
        action="Delete workspace"
        busy={remove.isPending || startAnew.isPending}
        error={remove.error ?? startAnew.error}
        onConfirm={() => void confirmDelete().catch(() => undefined)}
      >
        Members, API keys and invitations are shut out at once. Export first what you want to keep.
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === "erase"}
        onOpenChange={close}
        title={`Erase ${workspace.name}?`}
        name={workspace.name}
        action="Erase in seven days"
        busy={erase.isPending}
        error={erase.error}
        onConfirm={() => erase.mutate({ name: workspace.name }, { onSuccess: close })}
      >
        In seven days everything it holds is destroyed. All owners are told, and any of them can keep it until then.
      </ConfirmDialog>
    </Panel>
  );
}
