import { createRoute, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { SignInPage } from "@/features/identity/components/sign-in-page";
import { providerReturn } from "@/lib/provider-return";
import { safeReturnPath } from "@/lib/return-path";
import { session } from "@/lib/session";
import { rootRoute } from "../root";

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: z.object({ return: z.string().optional().catch(undefined) }),
  beforeLoad: ({ search, location }) => {
    if (providerReturn.takeFrom(location.hash)) throw redirect({ to: "/sign-in", search, hash: "", replace: true });
    if (session.get()) throw redirect({ href: safeReturnPath(search.return) });
  },
  component: function SignIn() {
    return <SignInPage returnTo={signInRoute.useSearch().return} came={signInRoute.useLoaderData()} />;
  },
  loader: () => providerReturn.get(),
  onLeave: () => providerReturn.drop(),
});
