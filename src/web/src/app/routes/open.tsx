import { createRoute } from "@tanstack/react-router";
import { renew } from "@/lib/api";
import { session } from "@/lib/session";
import { OpenFrame } from "../shell/open-frame";
import { rootRoute } from "./root";

/** Goes on with the session of the refresh cookie where there is one; the page is for the others too. */
export async function openIfSignedIn(): Promise<void> {
  if (!session.get()) await renew().catch(() => false);
}

/** Pages for everybody: in the frame of the app for those who are signed in, in a plain one for the others. */
export const openRoute = createRoute({ getParentRoute: () => rootRoute, id: "open", beforeLoad: openIfSignedIn, component: OpenFrame });
