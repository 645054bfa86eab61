import { Lock, SearchX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ApiError } from "@/lib/api-error";
import { sentenceFor } from "./sentences";
import { isUpgradable, planThatFits, UpgradeOffer } from "./upgrade-offer";

interface StateProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  role?: "alert" | "status";
}

function State({ icon, title, children, actions, role }: StateProps) {
  return (
    <div {...(role ? { role } : {})} className="mx-auto flex max-w-md flex-col items-center px-4 py-10 text-center">
      <span className="mb-3 grid size-10 place-items-center rounded-panel bg-sunken text-ink-2" aria-hidden="true">
        {icon}
      </span>
      <p className="font-semibold">{title}</p>
      <div className="mt-1 text-ink-2">{children}</div>
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}

/** Nothing here yet, and how to begin. */
export function EmptyState({ icon, title, children, actions }: Omit<StateProps, "role">) {
  return (
    <State icon={icon} title={title} actions={actions}>
      {children}
    </State>
  );
}

/** The state of a read that failed: forbidden, not found, or an error with its code and a retry. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (error instanceof ApiError && error.status === 403) {
    return (
      <State role="status" icon={<Lock className="size-5" />} title="Not open to your role">
        <p>{error.message} An owner or admin of the workspace can change your role or hats.</p>
        <Code error={error} />
      </State>
    );
  }
  if (error instanceof ApiError && error.status === 404) {
    return (
      <State role="status" icon={<SearchX className="size-5" />} title="Not found in this workspace">
        <p>It may have been removed, or it belongs to another of your workspaces.</p>
        <Code error={error} />
      </State>
    );
  }
  if (isUpgradable(error)) {
    return (
      <State role="status" icon={<Lock className="size-5" />} title="Not in your plan">
        <p>{sentenceFor(error)}</p>
        <UpgradeOffer plan={planThatFits(error)} />
        <Code error={error} />
      </State>
    );
  }
  return (
    <State
      role="alert"
      icon={<TriangleAlert className="size-5" />}
      title="This could not be loaded"
      actions={onRetry ? <Button onClick={onRetry}>Try again</Button> : undefined}
    >
      <p>{sentenceFor(error)}</p>
      {error instanceof ApiError ? <Code error={error} /> : null}
    </State>
  );
}

function Code({ error }: { error: ApiError }) {
  return (
    <p className="mt-2 text-xs text-ink-3 [overflow-wrap:anywhere]">
      Code <code>{error.code}</code>
      {error.traceId ? (
        <>
          <br />
          trace <code>{error.traceId}</code>
        </>
      ) : null}
    </p>
  );
}
