import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const BillingPage = lazyPage(() => import("@/features/billing/components/billing-page"), "BillingPage");

const text = z.string().optional().catch(undefined);

export const billingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/billing",
  validateSearch: z.object({ plan: text, metric: text, days: z.union([z.literal(30), z.literal(90), z.literal(365)]).optional().catch(undefined), cursor: text }),
  component: function Billing() {
    return <BillingPage search={billingRoute.useSearch()} />;
  },
});
