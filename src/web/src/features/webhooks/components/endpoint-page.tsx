import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Callout } from "@/components/feedback/callout";
import { PageQuery } from "@/components/feedback/page-query";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Facts } from "@/components/layout/facts";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Copyable } from "@/components/ui/copyable";
import { Dialog } from "@/components/ui/dialog";
import { SecretOnce } from "@/components/ui/secret-once";
import { Tag } from "@/components/ui/tag";
import { addDays, worldNow } from "@/lib/days";
import { formatCount, formatTime } from "@/lib/format";
import { useDeleteEndpoint, useRotateSecret, useTestEndpoint } from "../api/change-endpoint";
import { useEndpoint } from "../api/get-endpoint";
import { useReplayFailed } from "../api/replay";
import { useUpdateEndpoint } from "../api/save-endpoint";
import { endpointState, hostOf, type Endpoint } from "../model/webhooks";
import { DeliveriesPanel } from "./deliveries-panel";
import { EndpointForm } from "./endpoint-form";

interface EndpointPageProps {
  id: string;
  state?: "failed" | undefined;
  cursor?: string | undefined;
}

export function EndpointPage({ id, state, cursor }: EndpointPageProps) {
  const endpoint = useEndpoint(id);
  return (
    <PageQuery query={endpoint} title="Webhook endpoint">
      {({ data, etag }) => (
        <>
          <Head endpoint={data} etag={etag} />
          <div className="flex flex-col gap-4">
            <About endpoint={data} />
            <DeliveriesPanel endpoint={id} state={state} cursor={cursor} />
          </div>
        </>
      )}
    </PageQuery>
  );
}

type Open = "edit" | "rotate" | "delete" | null;

function Head({ endpoint, etag }: { endpoint: Endpoint; etag: string | undefined }) {
  const [open, setOpen] = useState<Open>(null);
  const test = useTestEndpoint(endpoint.id);
  const update = useUpdateEndpoint(endpoint.id, etag);
  const remove = useDeleteEndpoint(endpoint.id);
  const router = useRouter();
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        title={endpoint.description || hostOf(endpoint.url)}
        above={
          <Link to="/webhooks" className="link">
            Webhooks
          </Link>
        }
        actions={
          <>
            <Button onClick={() => setOpen("edit")}>Edit</Button>
            <Button onClick={() => setOpen("rotate")}>Rotate secret</Button>
            <Button tone="danger" onClick={() => setOpen("delete")}>
              Delete
            </Button>
            <Button tone="main" busy={test.isPending} disabled={!endpoint.enabled} onClick={() => test.mutate()}>
              Send test event
            </Button>
          </>
        }
      >
        {endpoint.types.length === 0 ? "Every event is sent here." : `Sent here: ${endpoint.types.join(", ")}.`}
      </PageHeader>
      <ProblemNote error={test.error} className="mb-4" />
      <Dialog open={open === "edit"} onOpenChange={(next) => !next && close()} title="Change the endpoint">
        <EndpointForm
          endpoint={endpoint}
          action="Save"
          busy={update.isPending}
          error={update.error}
          onCancel={close}
          onSave={(values, refuse) => update.mutate(values, { onSuccess: close, onError: refuse })}
        />
      </Dialog>
      <RotateDialog endpoint={endpoint} open={open === "rotate"} onClose={close} />
      <ConfirmDialog
        open={open === "delete"}
        onOpenChange={(next) => !next && close()}
        title="Delete this endpoint?"
        name={hostOf(endpoint.url)}
        action="Delete endpoint"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => void router.navigate({ to: "/webhooks" }) })}
      >
        Nothing more is sent to it. Its log is gone with it.
      </ConfirmDialog>
    </>
  );
}

function About({ endpoint }: { endpoint: Endpoint }) {
  const { tone, word, why } = endpointState(endpoint);
  const replay = useReplayFailed(endpoint.id);
  return (
    <Panel
      title="Endpoint"
      aside={
        <Button size="small" busy={replay.isPending} disabled={!endpoint.enabled} onClick={() => replay.mutate(addDays(worldNow(), -7))}>
          Send again what failed this week
        </Button>
      }
    >
      {why ? (
        <Callout state="failed" title={`No event is sent: ${word.toLowerCase()}`} className="mb-4">
          {why}
        </Callout>
      ) : null}
      <ProblemNote error={replay.error} className="mb-4" />
      {replay.isSuccess ? (
        <p role="status" className="mb-4 text-good">
          On its way. The log shows what comes of it.
        </p>
      ) : null}
      <Facts
        facts={[
          { term: "State", value: <Tag tone={tone}>{word}</Tag> },
          { term: "Address", value: <Copyable value={endpoint.url} what="address" whole /> },
          { term: "Order", value: endpoint.ordered ? "one event after the other" : "as they come" },
          { term: "At most", value: endpoint.perMinute ? `${formatCount(endpoint.perMinute)} requests a minute` : "as many as come" },
          ...(endpoint.previousSecretUntil ? [{ term: "Old secret", value: `signs as well until ${formatTime(endpoint.previousSecretUntil)}` }] : []),
        ]}
      />
    </Panel>
  );
}

function RotateDialog({ endpoint, open, onClose }: { endpoint: Endpoint; open: boolean; onClose: () => void }) {
  const rotate = useRotateSecret(endpoint.id);
  const close = () => {
    rotate.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close()}
      closeOnOutside={!rotate.data}
      title={rotate.data ? "Copy the secret now" : "Give it a new secret?"}
      description={rotate.data ? "This is the only time it is shown. For 24 hours the old one signs as well." : "For 24 hours every request is signed with both, so your system can change over without missing one."}
    >
      {rotate.data ? (
        <SecretOnce what="secret" value={rotate.data.secret} onDone={close} />
      ) : (
        <>
          <ProblemNote error={rotate.error} className="mb-4" />
          <div className="flex justify-end gap-2">
            <Button onClick={close}>Cancel</Button>
            <Button tone="main" busy={rotate.isPending} onClick={() => rotate.mutate()}>
              Rotate secret
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
