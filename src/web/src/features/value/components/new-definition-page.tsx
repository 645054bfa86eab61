import { Link, useRouter } from "@tanstack/react-router";
import { PageHeader } from "@/components/layout/page-header";
import { useCreateDefinition } from "../api/save-definition";
import { DefinitionForm } from "./definition-form";

export function NewDefinitionPage() {
  const router = useRouter();
  const create = useCreateDefinition();
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
      <DefinitionForm
        defaults={{ currency: "USD", timeZone: "UTC" }}
        action="Save draft"
        busy={create.isPending}
        error={create.error}
        onSubmit={(form, refuse) =>
          create.mutate(form, {
            onSuccess: (definition) => void router.navigate({ to: "/value/definitions/$id", params: { id: definition.id } }),
            onError: refuse,
          })
        }
        onCancel={() => void router.navigate({ to: "/value/definitions" })}
      />
    </>
  );
}
