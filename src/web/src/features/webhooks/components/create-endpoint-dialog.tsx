import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { SecretOnce } from "@/components/ui/secret-once";
import { useCreateEndpoint } from "../api/save-endpoint";
import type { EndpointWithSecret } from "../model/webhooks";
import { EndpointForm } from "./endpoint-form";

/** Asks where events shall go, then shows the signing secret, this once. */
export function CreateEndpointDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [created, setCreated] = useState<EndpointWithSecret | null>(null);
  const create = useCreateEndpoint();
  const close = () => {
    setCreated(null);
    create.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      closeOnOutside={created === null}
      title={created ? "Copy the secret now" : "Add an endpoint"}
      description={created ? "This is the only time it is shown. Your system verifies with it that a request came from us." : "Every event is sent there as a signed POST."}
    >
      {created ? (
        <SecretOnce what="secret" value={created.secret} onDone={close} />
      ) : (
        <EndpointForm
          action="Add endpoint"
          busy={create.isPending}
          error={create.error}
          onCancel={close}
          onSave={(values, refuse) => create.mutate(values, { onSuccess: setCreated, onError: refuse })}
        />
      )}
    </Dialog>
  );
}
