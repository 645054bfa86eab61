import { Navigate, Outlet, useRouter, useRouterState } from "@tanstack/react-router";
import { Suspense, useEffect, useRef, useSyncExternalStore } from "react";
import { Wordmark } from "@/components/layout/wordmark";
import { FeatureLocked } from "@/features/billing/components/feature-locked";
import { useMembership } from "@/features/identity/api/get-me";
import { session } from "@/lib/session";
import { gatedDestination, useIsLocked } from "./locked";
import { needsWorkspace, NoWorkspace } from "./no-workspace";
import { PagePending } from "./page-fallbacks";
import { SideNav } from "./side-nav";
import { TopBar } from "./top-bar";
import { WorkspaceSwitcher } from "./workspace-switcher";

/** The frame around every signed-in page. When the session is lost, the sign-in page remembers where it happened. */
export function Shell() {
  const signedIn = useSyncExternalStore(session.subscribe, session.get);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const main = useFocusOnNavigation(pathname);
  const membership = useMembership();
  useLeaveWhenSignedOut(signedIn !== null);

  if (!signedIn) return null;

  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[232px_minmax(0,1fr)]">
      <a
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-control focus:bg-panel focus:px-3 focus:py-2"
      >
        Skip to the page
      </a>
      <nav aria-label="Main" className="sticky top-0 flex h-dvh flex-col gap-3.5 overflow-y-auto border-r border-line px-2.5 py-3.5 max-lg:hidden">
        <Wordmark className="px-2 py-1" />
        <WorkspaceSwitcher />
        <SideNav />
      </nav>
      <div className="mx-auto w-full max-w-[1240px] min-w-0 px-4 pt-3.5 pb-10 sm:px-7">
        <TopBar />
        <main id="main" ref={main} tabIndex={-1}>
          <Suspense fallback={<PagePending />}>{needsWorkspace(pathname) ? <WorkspacePage membership={membership} pathname={pathname} /> : <Outlet />}</Suspense>
        </main>
      </div>
    </div>
  );
}

/** A page of a workspace: not for who is in none, nor where the plan lacks it, nor, before he has a second factor, for who is in one that asks for it. */
function WorkspacePage({ membership, pathname }: { membership: ReturnType<typeof useMembership>; pathname: string }) {
  const isLocked = useIsLocked();
  const gated = gatedDestination(pathname);
  if (membership === null) return <NoWorkspace />;
  if (gated && isLocked(gated)) return <FeatureLocked title={gated.label} feature={gated.feature} />;
  return membership?.needsSecondFactor ? <Navigate to="/settings/security" replace /> : <Outlet />;
}

/** After a navigation the keyboard and the screen reader begin at the new page, not at the link that led to it. */
function useFocusOnNavigation(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const previous = useRef(pathname);
  useEffect(() => {
    if (previous.current === pathname) return;
    previous.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

function useLeaveWhenSignedOut(isSignedIn: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (isSignedIn) return;
    const search = session.absence() === "left" ? {} : { return: router.state.location.href };
    void router.navigate({ to: "/sign-in", search, replace: true });
  }, [isSignedIn, router]);
}
