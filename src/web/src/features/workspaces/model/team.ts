import type { Hat, Role } from "@/features/identity/api/get-me";
import type { Narrow, Schemas } from "@/lib/api-schemas";

interface Standing {
  role: Role;
  hats: Hat[];
}

export type Member = Narrow<Schemas["MemberResponse"], Standing>;
export type SentInvitation = Narrow<Schemas["SentInvitation"], Standing & { state: "open" | "expired" }>;
export type ReceivedInvitation = Narrow<Schemas["ReceivedInvitation"], Standing>;
export type Invitations = Narrow<Schemas["InvitationsResponse"], { received: ReceivedInvitation[]; sent: { items: SentInvitation[]; next: string | null } | null }>;
export type OpenedInvitation = Narrow<Schemas["LookupInvitationResponse"], Standing>;
export type Joined = Narrow<Schemas["AcceptInvitationResponse"], Standing>;
