import { createRoute, redirect } from "@tanstack/react-router";
import { linkToken } from "@/lib/link-token";
import { lazyPage } from "../lazy-page";
import { rootRoute } from "../root";

const UnsubscribePage = lazyPage(() => import("@/features/notifications/components/unsubscribe-page"), "UnsubscribePage");

/** Behind the link of a digest (`/unsubscribe#token=...`). */
export const unsubscribeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/unsubscribe",
  beforeLoad: ({ location }) => {
    if (linkToken.takeFrom(location.hash, "unsubscribe")) throw redirect({ to: "/unsubscribe", hash: "", replace: true });
    if (!linkToken.get("unsubscribe")) throw redirect({ to: "/settings/notifications" });
  },
  loader: () => ({ token: linkToken.get("unsubscribe") ?? "" }),
  component: function Unsubscribe() {
    return <UnsubscribePage {...unsubscribeRoute.useLoaderData()} />;
  },
  onLeave: () => linkToken.drop("unsubscribe"),
});
