import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { Invitations } from "../model/team";

/** What I am invited to and, for an admin, whom the current workspace invited. */
export const invitationsOptions = (cursor?: string) =>
  queryOptions({ queryKey: ["invitations", cursor ?? ""], queryFn: ({ signal }) => api<Invitations>("GET", "/workspaces/invitations", { query: { cursor }, signal }) });

export const useInvitations = (cursor?: string) => useQuery(invitationsOptions(cursor));
