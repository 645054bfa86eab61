import { createRoute, redirect } from "@tanstack/react-router";
import { linkToken } from "@/lib/link-token";
import { lazyPage } from "../lazy-page";
import { rootRoute } from "../root";

const ResetPasswordPage = lazyPage(() => import("@/features/identity/components/reset-password-page"), "ResetPasswordPage");

/** Behind the mailed link of a forgotten password (`/reset#token=...`). */
export const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reset",
  beforeLoad: ({ location }) => {
    if (linkToken.takeFrom(location.hash, "reset")) throw redirect({ to: "/reset", hash: "", replace: true });
  },
  loader: () => ({ token: linkToken.get("reset") }),
  component: function Reset() {
    return <ResetPasswordPage {...resetRoute.useLoaderData()} />;
  },
  onLeave: () => linkToken.drop("reset"),
});
