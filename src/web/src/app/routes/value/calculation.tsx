import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const CalculationPage = lazyPage(() => import("@/features/value/components/calculation-page"), "CalculationPage");

export const calculationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/value/calculations/$id",
  validateSearch: z.object({ cursor: z.string().optional().catch(undefined) }),
  component: function Calculation() {
    return <CalculationPage id={calculationRoute.useParams().id} cursor={calculationRoute.useSearch().cursor} />;
  },
});
