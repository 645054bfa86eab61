import { useRouter } from "@tanstack/react-router";
import { FileText } from "lucide-react";
import { FilterBox } from "@/components/data-table/filter-box";
import { EmptyState } from "@/components/feedback/page-states";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format";
import { useOpenApi } from "../api/get-openapi";
import { operationsByTag, type OpenApi } from "../model/openapi";
import { OperationView } from "./operation-view";

export function DocsPage({ filter }: { filter: string }) {
  const document = useOpenApi();
  const router = useRouter();
  return (
    <>
      <PageHeader
        title="API reference"
        actions={
          <>
            <FilterBox label="Filter endpoints" value={filter} onChange={(q) => void router.navigate({ to: "/docs", search: { q: q || undefined }, replace: true })} />
            <Button asChild size="small">
              <a href="/api/openapi.json" download="artisan-openapi.json">
                Download OpenAPI
              </a>
            </Button>
          </>
        }
      >
        Every endpoint with the least role that may call it. Decimals are strings, times are ISO 8601 in UTC, lists are pages with a cursor. Every refusal is
        problem+json with a stable <code>code</code>.
      </PageHeader>
      <QueryView query={document} loading={<BlockSkeleton what="API reference" lines={8} />}>
        {(data) => <Groups document={data} filter={filter.toLowerCase()} />}
      </QueryView>
    </>
  );
}

function Groups({ document, filter }: { document: OpenApi; filter: string }) {
  const groups = [...operationsByTag(document)]
    .map(([tag, operations]) => [tag, operations.filter((operation) => `${tag} ${operation.method} ${operation.path} ${operation.summary}`.toLowerCase().includes(filter))] as const)
    .filter(([, operations]) => operations.length > 0);
  if (groups.length === 0) {
    return (
      <EmptyState icon={<FileText className="size-5" />} title={filter ? "No endpoint matches" : "The document lists no endpoint"}>
        {filter ? "Try a part of the path." : "The server has not described itself yet."}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {groups.map(([tag, operations]) => (
        <Panel key={tag} title={tag} aside={plural(operations.length, "endpoint")} flush>
          <div className="divide-y divide-line-2">
            {operations.map((operation) => (
              <OperationView key={operation.id} operation={operation} />
            ))}
          </div>
        </Panel>
      ))}
    </div>
  );
}
