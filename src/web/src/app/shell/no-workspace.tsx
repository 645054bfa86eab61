import { Building2 } from "lucide-react";
import { useState } from "react";
import { EmptyState } from "@/components/feedback/page-states";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { CreateWorkspaceDialog } from "@/features/workspaces/components/create-workspace-dialog";

const own = /^\/(?:settings\/(?:profile|security|sessions|team)|docs)(?:\/|$)/;

/** Whether a page is about the user himself, or about nobody, and so is there without a workspace too. */
export function needsWorkspace(pathname: string): boolean {
  return !own.test(pathname);
}

/** Instead of a page about a workspace, for who is in none: he left, was removed, or it was deleted. */
export function NoWorkspace() {
  const [creating, setCreating] = useState(false);
  return (
    <>
      <PageHeader title="No workspace">Everything here belongs to a workspace, and you are in none.</PageHeader>
      <EmptyState
        icon={<Building2 className="size-5" />}
        title="Create one, or join one"
        actions={
          <Button tone="main" onClick={() => setCreating(true)}>
            Create a workspace
          </Button>
        }
      >
        If you have another workspace, choose it in the menu. Invitations that wait for you are under Team.
      </EmptyState>
      <CreateWorkspaceDialog open={creating} onClose={() => setCreating(false)} />
    </>
  );
}
