import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const SetupPage = lazyPage(() => import("@/features/setup/components/setup-page"), "SetupPage");

export const setupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/setup",
  validateSearch: z.object({ step: z.enum(["api-integration", "data-source", "metrics-config", "baseline", "testing"]).optional().catch(undefined) }),
  component: function Setup() {
    return <SetupPage step={setupRoute.useSearch().step} />;
  },
});
