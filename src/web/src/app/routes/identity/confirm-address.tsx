import { createRoute, redirect } from "@tanstack/react-router";
import { linkToken } from "@/lib/link-token";
import { lazyPage } from "../lazy-page";
import { rootRoute } from "../root";

const ConfirmAddressPage = lazyPage(() => import("@/features/identity/components/confirm-address-page"), "ConfirmAddressPage");

/** Behind the mailed link of a changed address (`/confirm-address#token=...`). */
export const confirmAddressRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/confirm-address",
  beforeLoad: ({ location }) => {
    if (linkToken.takeFrom(location.hash, "email")) throw redirect({ to: "/confirm-address", hash: "", replace: true });
    if (!linkToken.get("email")) throw redirect({ to: "/settings/security" });
  },
  loader: () => ({ token: linkToken.get("email") ?? "" }),
  component: function ConfirmAddress() {
    return <ConfirmAddressPage {...confirmAddressRoute.useLoaderData()} />;
  },
  onLeave: () => linkToken.drop("email"),
});
