import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const ReceiptsPage = lazyPage(() => import("@/features/receipts/components/receipts-page"), "ReceiptsPage");

export const receiptsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/receipts",
  validateSearch: z.object({ kind: z.string().optional().catch(undefined), cursor: z.string().optional().catch(undefined) }),
  component: function Receipts() {
    return <ReceiptsPage {...receiptsRoute.useSearch()} />;
  },
});
