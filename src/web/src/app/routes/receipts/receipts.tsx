import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const ReceiptsPage = lazyPage(() => import("@/features/receipts/components/receipts-page"), "ReceiptsPage");

const text = z.string().optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

export const receiptsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/receipts",
  validateSearch: z.object({ kind: text, definition: text, from: day, to: day, cursor: text }),
  component: function Receipts() {
    const { cursor, ...filter } = receiptsRoute.useSearch();
    return <ReceiptsPage filter={filter} cursor={cursor} />;
  },
});
