import { Link } from "@tanstack/react-router";
import { Webhook } from "lucide-react";
import { useState } from "react";
import { column } from "@/components/data-table/data-table";
import { ListPanel } from "@/components/data-table/list-panel";
import { EmptyState } from "@/components/feedback/page-states";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { formatDate, plural } from "@/lib/format";
import { useEndpoints } from "../api/list-endpoints";
import { endpointState, type Endpoint } from "../model/webhooks";
import { CreateEndpointDialog } from "./create-endpoint-dialog";

const columns = [
  column<Endpoint>("url", "Endpoint", (row) => (
    <Link to="/webhooks/$id" params={{ id: row.id }} className="link block max-w-[48ch] truncate max-sm:max-w-44" title={row.url}>
      {row.description || row.url}
    </Link>
  )),
  column<Endpoint>("state", "State", (row) => <Tag tone={endpointState(row).tone}>{endpointState(row).word}</Tag>),
  column<Endpoint>("types", "Events", (row) => (row.types.length === 0 ? "all" : plural(row.types.length, "type")), { from: "sm" }),
  column<Endpoint>("order", "Order", (row) => (row.ordered ? "in order" : "as they come"), { from: "lg" }),
  column<Endpoint>("created", "Added", (row) => formatDate(row.createdAt), { from: "md", oneLine: true }),
];

export function WebhooksPage() {
  const endpoints = useEndpoints();
  const [creating, setCreating] = useState(false);
  const create = (
    <Button tone="main" onClick={() => setCreating(true)}>
      Add endpoint
    </Button>
  );
  return (
    <>
      <PageHeader title="Webhooks" actions={endpoints.data ? create : undefined}>
        What happens here, told to your own systems: signed, at least once, and tried again for two hours.
      </PageHeader>
      <ListPanel
        title="Endpoints"
        what="endpoints"
        query={endpoints}
        columns={columns}
        rowId={(row) => row.id}
        empty={
          <EmptyState icon={<Webhook className="size-5" />} title="No endpoint yet" actions={create}>
            Add the address of a system that shall hear of events. Requests follow Standard Webhooks, so its libraries verify them.
          </EmptyState>
        }
      />
      <CreateEndpointDialog open={creating} onClose={() => setCreating(false)} />
    </>
  );
}
