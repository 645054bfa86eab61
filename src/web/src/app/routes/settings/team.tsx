import { createRoute } from "@tanstack/react-router";
import { z } from "zod";
import { lazyPage } from "../lazy-page";
import { shellRoute } from "../shell";

const TeamPage = lazyPage(() => import("@/features/workspaces/components/team-page"), "TeamPage");

export const teamRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/team",
  validateSearch: z.object({ cursor: z.string().optional().catch(undefined) }),
  component: function Team() {
    return <TeamPage cursor={teamRoute.useSearch().cursor} />;
  },
});
