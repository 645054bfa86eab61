import { useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api";
import type { OpenedInvitation } from "../model/team";

/** What a mailed token invites to. The token is in the body and in no key of the cache, for it is a secret. */
export const useOpenedInvitation = (token: string) =>
  useQuery({
    queryKey: ["invitation"],
    queryFn: ({ signal }) => api<OpenedInvitation>("POST", "/workspaces/invitations/lookup", { body: { token }, signedIn: false, signal }),
    gcTime: 0,
    staleTime: Infinity,
  });
