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
