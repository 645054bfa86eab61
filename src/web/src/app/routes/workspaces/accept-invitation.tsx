import { createRoute, redirect } from "@tanstack/react-router";
import { linkToken } from "@/lib/link-token";
import { session } from "@/lib/session";
import { lazyPage } from "../lazy-page";
import { openIfSignedIn } from "../open";
import { rootRoute } from "../root";

const AcceptInvitationPage = lazyPage(() => import("@/features/workspaces/components/accept-invitation-page"), "AcceptInvitationPage");

/** Behind a mailed link (`/invitations/accept#token=...`). The token is kept while its reader signs in, and dropped when somebody has joined. */
export const acceptInvitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/invitations/accept",
  beforeLoad: async ({ location }) => {
    if (linkToken.takeFrom(location.hash, "invitation")) throw redirect({ to: "/invitations/accept", hash: "", replace: true });
    await openIfSignedIn();
  },
  loader: () => ({ token: linkToken.get("invitation") }),
  component: function AcceptInvitation() {
    return <AcceptInvitationPage {...acceptInvitationRoute.useLoaderData()} isSignedIn={session.get() !== null} />;
  },
});
