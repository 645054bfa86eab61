import { createRoute, redirect } from "@tanstack/react-router";
import { renew } from "@/lib/api";
import { session } from "@/lib/session";
import { learnBusinessTime } from "@/lib/test-clock";
import { ShellPending } from "../shell/page-fallbacks";
import { Shell } from "../shell/shell";
import { rootRoute } from "./root";

/** Everything behind the sign-in. A fresh page load asks the refresh cookie once; without one the visitor signs in and comes back. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  beforeLoad: async ({ location }) => {
    if (session.get() || (await renew())) return;
    throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { return: location.href } });
  },
  loader: ({ context }) => learnBusinessTime(context.queries),
  pendingComponent: ShellPending,
  component: Shell,
});
