import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const ApprovalPage = lazyPage(() => import("@/features/approvals/components/approval-page"), "ApprovalPage");

export const approvalRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/approvals/$id",
  component: function Approval() {
    const { id } = approvalRoute.useParams();
    return <ApprovalPage key={id} id={id} />;
  },
});
