import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const CalculationsPage = lazyPage(() => import("@/features/value/components/calculations-page"), "CalculationsPage");

export const calculationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/value/calculations",
  validateSearch: z.object({ definition: z.string().optional().catch(undefined), cursor: z.string().optional().catch(undefined) }),
  component: function Calculations() {
    return <CalculationsPage {...calculationsRoute.useSearch()} />;
  },
});
