import { useRouter } from "@tanstack/react-router";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useSwitchWorkspace } from "@/features/identity/api/switch-workspace";
import { useForm } from "@/lib/form";
import { useCreateWorkspace } from "../api/create-workspace";
import { workspaceSchema } from "../api/workspace-schema";
import { WorkspaceFields } from "./workspace-fields";

export function CreateWorkspaceDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Create a workspace"
      description="Its data, members and receipts are apart from every other workspace. You will be its owner."
    >
      <CreateForm onClose={onClose} />
    </Dialog>
  );
}

function CreateForm({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const form = useForm(workspaceSchema, { name: "", timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC", currency: "USD" });
  const create = useCreateWorkspace();
  const enter = useSwitchWorkspace();
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        const request = form.check();
        if (!request) return;
        create.mutate(request, {
          onError: form.refuse,
          onSuccess: (workspace) =>
            enter.mutate(workspace.id, {
              onSuccess: () => {
                onClose();
                void router.navigate({ to: "/" });
              },
            }),
        });
      }}
    >
      <WorkspaceFields form={form} />
      <ProblemNote error={create.error ?? enter.error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" tone="main" busy={create.isPending || enter.isPending}>
          Create and open
        </Button>
      </div>
    </form>
  );
}
