import type { Hat, Role, WorkspaceMembership } from "../model/identity";

const ranks: Record<Role, number> = { viewer: 0, member: 1, admin: 2, owner: 3 };

/** Whether the member has at least this role. The API decides; this only spares people a button that would be refused. */
export function isAtLeast(membership: WorkspaceMembership | null | undefined, role: Role): boolean {
  return membership ? ranks[membership.role] >= ranks[role] : false;
}

/** An owner wears every hat. */
export function wears(membership: WorkspaceMembership | null | undefined, hat: Hat): boolean {
  return membership ? membership.role === "owner" || membership.hats.includes(hat) : false;
}

export const roleNames: Record<Role, string> = { owner: "Owner", admin: "Admin", member: "Member", viewer: "Viewer" };

/** What each role may do, in a sentence. */
export const roleHints: Record<Role, string> = {
  owner: "Everything, with the bill, every hat and the end of the workspace.",
  admin: "Members, keys, webhooks and settings.",
  member: "The daily work.",
  viewer: "Sees everything and changes nothing, but for what a hat opens.",
};

export const hatNames: Record<Hat, string> = { finance: "Finance", technical: "Technical", executive: "Executive" };

/** What each hat opens beside the role. */
export const hatHints: Record<Hat, string> = {
  finance: "Prices, invoices and the first approval.",
  technical: "Data, formulas, calculations and the second approval.",
  executive: "The final sign-off.",
};

/** The roles that somebody may give: up to his own. */
export function rolesToGive(membership: WorkspaceMembership | null | undefined): Role[] {
  return (["viewer", "member", "admin", "owner"] as const).filter((role) => isAtLeast(membership, role));
}
