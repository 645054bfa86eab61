import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const InvoicePage = lazyPage(() => import("@/features/billing/components/invoice-page"), "InvoicePage");

export const invoiceRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/billing/invoices/$id",
  component: function Invoice() {
    const { id } = invoiceRoute.useParams();
    return <InvoicePage key={id} id={id} />;
  },
});
