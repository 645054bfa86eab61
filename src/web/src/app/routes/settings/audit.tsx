import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const AuditPage = lazyPage(() => import("@/features/audit/components/audit-page"), "AuditPage");

const text = z.string().min(1).max(200).optional().catch(undefined);
const day = z.iso.date().optional().catch(undefined);

export const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/audit",
  validateSearch: z.object({ actor: text, action: text, target: text, from: day, to: day, cursor: z.string().optional().catch(undefined) }),
  component: function Audit() {
    const { cursor, ...filter } = auditRoute.useSearch();
    return <AuditPage filter={filter} cursor={cursor} />;
  },
});
