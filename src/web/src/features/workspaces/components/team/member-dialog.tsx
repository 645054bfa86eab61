import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions, Form } from "@/components/ui/form";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { useUpdateMember } from "../../api/update-member";
import type { Member } from "../../model/team";
import { StandingFields } from "./standing-fields";

interface MemberDialogProps {
  workspaceId: string;
  member: Member;
  onClose: () => void;
}

/** Role and hats of another member. */
export function MemberDialog({ workspaceId, member, onClose }: MemberDialogProps) {
  const [role, setRole] = useState(member.role);
  const [hats, setHats] = useState(member.role === "owner" ? [] : member.hats);
  const update = useUpdateMember(workspaceId);
  const mayGiveHats = isAtLeast(useMembership(), "owner");
  return (
    <Dialog open onOpenChange={onClose} title={`Role of ${member.name}`} description="It counts from this member’s next request on.">
      <Form onSubmit={() => update.mutate({ id: member.id, role, ...(mayGiveHats && role !== "owner" ? { hats } : {}) }, { onSuccess: onClose })}>
        <StandingFields role={role} hats={hats} onRole={setRole} onHats={setHats} />
        <DialogActions action="Save role" busy={update.isPending} error={update.error} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
