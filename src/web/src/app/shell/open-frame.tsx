import { Link, Outlet } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { Wordmark } from "@/components/layout/wordmark";
import { Button } from "@/components/ui/button";
import { session } from "@/lib/session";
import { PagePending } from "./page-fallbacks";
import { Shell } from "./shell";

export function OpenFrame() {
  // Decided once: who signs out here is led to the sign-in page by the app's own frame.
  const [isSignedIn] = useState(() => session.get() !== null);
  if (isSignedIn) return <Shell />;
  return (
    <div className="mx-auto w-full max-w-[1240px] px-4 pt-4 pb-10 sm:px-7">
      <header className="mb-8 flex items-center justify-between gap-3">
        <Wordmark />
        <Button asChild>
          <Link to="/sign-in">Sign in</Link>
        </Button>
      </header>
      <main id="main" tabIndex={-1}>
        <Suspense fallback={<PagePending />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
