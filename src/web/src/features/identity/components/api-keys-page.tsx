import { KeyRound } from "lucide-react";
import { useState } from "react";
import { column, DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/page-states";
import { QueryView } from "@/components/feedback/query-view";
import { TableSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Tag } from "@/components/ui/tag";
import { formatDate, plural } from "@/lib/format";
import { useApiKeys } from "../api/list-api-keys";
import { useRevokeApiKey } from "../api/revoke-api-key";
import type { ApiKeyInfo } from "../model/identity";
import { scopeLabel } from "../model/scopes";
import { CreateApiKeyDialog } from "./create-api-key-dialog";

export function ApiKeysPage() {
  const keys = useApiKeys();
  const revoke = useRevokeApiKey();
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyInfo | null>(null);

  const columns = [
    column<ApiKeyInfo>("name", "Name", (row) => (
      <>
        <span className="font-[540]">{row.name}</span>
        <span className="mt-1 block sm:hidden">
          <Scopes of={row} />
        </span>
      </>
    )),
    column<ApiKeyInfo>("prefix", "Begins with", (row) => <span className="mono whitespace-nowrap">{row.id}…</span>, { from: "lg" }),
    column<ApiKeyInfo>("scopes", "May", (row) => <Scopes of={row} />, { from: "sm" }),
    column<ApiKeyInfo>("created", "Created", (row) => formatDate(row.createdAt), { from: "lg", oneLine: true }),
    column<ApiKeyInfo>("used", "Last used", (row) => (row.lastUsedAt ? formatDate(row.lastUsedAt) : <span className="text-ink-3">never</span>), { from: "sm", oneLine: true }),
    column<ApiKeyInfo>(
      "revoke",
      "Action",
      (row) => (
        <Button size="small" tone="danger" aria-label={`Revoke ${row.name}`} onClick={() => setRevoking(row)}>
          Revoke
        </Button>
      ),
      { align: "right", quietHeader: true },
    ),
  ];

  const create = (
    <Button tone="main" onClick={() => setCreating(true)}>
      Create key
    </Button>
  );

  return (
    <>
      <PageHeader title="API keys" actions={keys.data ? create : undefined}>
        {keys.data ? `${plural(keys.data.items.length, "key")} can act for this workspace, each within its scopes.` : "Programs that act for this workspace."}
      </PageHeader>
      <Panel title="Keys" flush>
        <QueryView query={keys} loading={<TableSkeleton rows={3} what="API keys" />}>
          {(page) => (
            <DataTable
              caption="API keys"
              columns={columns}
              rows={page.items}
              rowId={(row) => row.id}
              empty={
                <EmptyState icon={<KeyRound className="size-5" />} title="No key yet" actions={create}>
                  A program needs a key to send data points. It is shown once and stored only as a hash.
                </EmptyState>
              }
            />
          )}
        </QueryView>
      </Panel>
      <CreateApiKeyDialog open={creating} onClose={() => setCreating(false)} />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={(open) => {
          if (!open) setRevoking(null);
        }}
        title="Revoke this key?"
        name={revoking?.name ?? ""}
        action="Revoke key"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoking && revoke.mutate(revoking.id, { onSuccess: () => setRevoking(null) })}
      >
        Programs that use it are refused at their next call. A revoked key cannot be brought back.
      </ConfirmDialog>
    </>
  );
}

function Scopes({ of }: { of: ApiKeyInfo }) {
  return (
    <span className="flex flex-wrap gap-1">
      {of.scopes.map((scope) => (
        <Tag key={scope}>{scopeLabel(scope)}</Tag>
      ))}
    </span>
  );
}
