import { Link, useRouter } from "@tanstack/react-router";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { useMembership } from "@/features/identity/api/get-me";
import { useSetup } from "@/features/setup/api/get-setup";
import { useWorkspace } from "@/features/workspaces/api/get-workspace";
import { useCreateDefinition } from "../api/save-definition";
import { DefinitionForm } from "./definition-form";

export function NewDefinitionPage({ suggested }: { suggested: boolean }) {
  const router = useRouter();
  const create = useCreateDefinition();
  const workspace = useWorkspace(useMembership()?.id ?? "");
  const setup = useSetup(suggested);
  const waits = suggested && setup.isPending;
  return (
    <>
      <PageHeader
        title="New definition"
        above={
          <Link to="/value/definitions" className="link">
            Definitions
          </Link>
        }
      >
        It stays a draft, and costs nothing, until it is activated.
      </PageHeader>
      <QueryView query={workspace} loading={<BlockSkeleton what="form" lines={8} />}>
        {({ data }) => waits ? <BlockSkeleton what="form" lines={8} /> : (
          <DefinitionForm
            suggestion={setup.data?.suggestion}
            defaults={{ currency: data.currency, timeZone: data.timeZone }}
            action="Create draft"
            busy={create.isPending}
            error={create.error}
            onSubmit={(save, refuse) =>
              create.mutate(save, {
                onSuccess: (definition) => void router.navigate({ to: "/value/definitions/$id", params: { id: definition.id } }),
                onError: refuse,
              })
            }
            onCancel={() => void router.navigate({ to: "/value/definitions" })}
          />
        )}
      </QueryView>
    </>
  );
}
