import { useRouter } from "@tanstack/react-router";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions, Form } from "@/components/ui/form";
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
    <Form
      onSubmit={() => {
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
      <DialogActions action="Create and open" busy={create.isPending || enter.isPending} error={create.error ?? enter.error} onCancel={onClose} />
    </Form>
  );
}
