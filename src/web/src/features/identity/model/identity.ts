import type { SignedIn } from "@/lib/session";

export type Role = "owner" | "admin" | "member" | "viewer";
export type Hat = "finance" | "technical" | "executive";

export interface WorkspaceMembership {
  id: string;
  name: string;
  role: Role;
  hats: Hat[];
}

export interface User {
  id: string;
  name: string;
  email: string;
  locale: string;
  timeZone: string;
}

export interface Me {
  user: User;
  workspace: WorkspaceMembership | null;
  workspaces: WorkspaceMembership[];
}

export interface SignInAnswer extends SignedIn {
  user: { id: string; name: string; email: string };
}

export interface SessionInfo {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  ip: string | null;
  userAgent: string | null;
  current: boolean;
}

export interface ApiKeyInfo {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  createdAt: string;
  lastUsedAt: string | null;
}

export interface NewApiKey {
  id: string;
  key: string;
  name: string;
  scopes: string[];
}
