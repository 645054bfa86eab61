import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const ReceiptPage = lazyPage(() => import("@/features/receipts/components/receipt-page"), "ReceiptPage");

export const receiptRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/receipts/$id",
  component: function Receipt() {
    const { id } = receiptRoute.useParams();
    return <ReceiptPage key={id} id={id} />;
  },
});
