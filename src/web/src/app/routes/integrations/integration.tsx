import { createRoute } from "@tanstack/react-router";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const IntegrationPage = lazyPage(() => import("@/features/integrations/components/integration-page"), "IntegrationPage");

export const integrationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/integrations/$provider",
  component: function Integration() {
    const { provider } = integrationRoute.useParams();
    return <IntegrationPage key={provider} provider={provider} />;
  },
});
