import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const ApprovalsPage = lazyPage(() => import("@/features/approvals/components/approvals-page"), "ApprovalsPage");

export const approvalsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/approvals",
  validateSearch: z.object({ cursor: z.string().optional().catch(undefined) }),
  component: function Approvals() {
    return <ApprovalsPage cursor={approvalsRoute.useSearch().cursor} />;
  },
});
