import { createRoute, redirect } from "@tanstack/react-router";
import { z } from "zod";
import { SignInPage } from "@/features/identity/components/sign-in-page";
import { safeReturnPath } from "@/lib/return-path";
import { session } from "@/lib/session";
import { rootRoute } from "../root";

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: z.object({ return: z.string().optional().catch(undefined) }),
  beforeLoad: ({ search }) => {
    if (session.get()) throw redirect({ href: safeReturnPath(search.return) });
  },
  component: function SignIn() {
    return <SignInPage returnTo={signInRoute.useSearch().return} />;
  },
});
