import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const EndpointPage = lazyPage(() => import("@/features/webhooks/components/endpoint-page"), "EndpointPage");

export const endpointRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/webhooks/$id",
  validateSearch: z.object({ state: z.literal("failed").optional().catch(undefined), cursor: z.string().optional().catch(undefined) }),
  component: function Endpoint() {
    const { id } = endpointRoute.useParams();
    const { state, cursor } = endpointRoute.useSearch();
    return <EndpointPage key={id} id={id} state={state} cursor={cursor} />;
  },
});
