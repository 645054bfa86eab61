import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { DialogActions, Form } from "@/components/ui/form";
import { useMembership, type Hat, type Role } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { useForm } from "@/lib/form";
import { StandingFields } from "./standing-fields";
import { invitationSchema, useCreateInvitation } from "../../api/create-invitation";

interface InviteDialogProps {
  workspaceId: string;
  open: boolean;
  onClose: () => void;
  onInvited: (email: string) => void;
}

export function InviteDialog({ open, onClose, ...rest }: InviteDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title="Invite somebody"
      description="A link goes to the address. It works once, for seven days, and for this address only."
    >
      <InviteForm {...rest} onClose={onClose} />
    </Dialog>
  );
}

function InviteForm({ workspaceId, onClose, onInvited }: Omit<InviteDialogProps, "open">) {
  const form = useForm(invitationSchema, { email: "", role: "member" });
  const [hats, setHats] = useState<Hat[]>([]);
  // One key for as long as the dialog is open: who presses twice invites once.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const invite = useCreateInvitation(workspaceId);
  const mayGiveHats = isAtLeast(useMembership(), "owner");
  return (
    <Form
      onSubmit={() => {
        const invitation = form.check();
        if (!invitation) return;
        const given = mayGiveHats && invitation.role !== "owner" ? hats : [];
        invite.mutate({ ...invitation, hats: given, idempotencyKey }, { onSuccess: () => onInvited(invitation.email), onError: form.refuse });
      }}
    >
      <TextField label="E-mail" type="email" autoComplete="off" inputMode="email" {...form.field("email")} />
      <StandingFields role={form.values.role as Role} hats={hats} onRole={(role) => form.set("role", role)} onHats={setHats} />
      <DialogActions action="Send invitation" busy={invite.isPending} error={invite.error} onCancel={onClose} />
    </Form>
  );
}
