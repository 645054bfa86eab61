import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { EmptyState, ErrorState } from "@/components/feedback/page-states";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Button } from "@/components/ui/button";

export function PagePending() {
  return (
    <div className="flex flex-col gap-6">
      <div className="skeleton h-7 w-56" />
      <BlockSkeleton what="page" />
    </div>
  );
}

/** The same before the frame of the app is there: where its page will be. */
export function ShellPending() {
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[232px_minmax(0,1fr)]">
      <div className="border-r border-line max-lg:hidden" />
      <div className="mx-auto w-full max-w-[1240px] px-4 pt-18 sm:px-7">
        <PagePending />
      </div>
    </div>
  );
}

export function PageCrashed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <div className="mx-auto max-w-2xl p-4">
      <title>Something failed · Artisan</title>
      <h1 className="sr-only">Something failed</h1>
      <ErrorState
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}

export function PageNotFound() {
  return (
    <main id="main" className="mx-auto max-w-2xl p-4">
      <title>No such page · Artisan</title>
      <h1 className="sr-only">No such page</h1>
      <EmptyState
        icon={<Compass className="size-5" />}
        title="There is no page at this address"
        actions={
          <Button asChild tone="main">
            <Link to="/">Go to the dashboard</Link>
          </Button>
        }
      >
        The link may be old, or a letter is missing.
      </EmptyState>
    </main>
  );
}
