import { Callout } from "@/components/feedback/callout";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useActivateDefinition } from "../api/activate-definition";
import type { Definition } from "../model/value";

/** Makes the latest version calculate; alone where it was not approved, and says what that means. */
export function ActivateDialog({ definition, open, onClose }: { definition: Definition; open: boolean; onClose: () => void }) {
  const activate = useActivateDefinition(definition.id);
  const { version, state } = definition.latest;
  const alone = state !== "approved";
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={`Activate version ${version}?`}
      description={`“${definition.name}” will be calculated by it from the next period on, and for any period you run by hand.`}
    >
      <div className="flex flex-col gap-4">
        {alone ? (
          <Callout state="warning" title="You activate it alone">
            This version was not approved by finance, technical and executive. A receipt will record that you activated it alone; its calculations are real and provable, they
            are marked self-activated, and they are never billed. An approved version of the same formula can be billed.
            {definition.latest.approvalId ? " The approval that waits for changes ends with it." : ""}
          </Callout>
        ) : null}
        <ProblemNote error={activate.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Not now</Button>
          <Button tone="main" busy={activate.isPending} onClick={() => activate.mutate(version, { onSuccess: onClose })}>
            {alone ? "Activate alone" : "Activate"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
