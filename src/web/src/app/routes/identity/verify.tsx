import { createRoute, redirect } from "@tanstack/react-router";
import { ConfirmEmailPage } from "@/features/identity/components/confirm-email-page";
import { VerifyFilePage } from "@/features/receipts/components/verify-file-page";
import { readCode } from "@/features/receipts/model/verify/invoice";
import { linkToken } from "@/lib/link-token";
import { rootRoute } from "../root";

/** Two doors by one name: a mailed link (`/verify#token=...`) confirms an address; without a token anybody checks a receipt bundle here, or an invoice by its code (`/verify#receipt=...&sha256=...`). */
export const verifyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/verify",
  beforeLoad: ({ location }) => {
    if (linkToken.takeFrom(location.hash, "verify")) throw redirect({ to: "/verify", hash: "", replace: true });
  },
  component: function Verify() {
    const { token, code } = verifyRoute.useLoaderData();
    return token ? <ConfirmEmailPage token={token} /> : <VerifyFilePage code={code} />;
  },
  loader: ({ location }) => ({ token: linkToken.get("verify"), code: readCode(location.hash) }),
  onLeave: () => linkToken.drop("verify"),
});
