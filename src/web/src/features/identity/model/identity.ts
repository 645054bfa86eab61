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
  lastUsedAt: string;
  ip: string;
  userAgent: string;
  current: boolean;
}

export interface ApiKeyInfo {
  /** Also the beginning of the key's text, by which one recognises it. */
  id: string;
  name: string;
  scopes: string[];
  createdAt: string;
  lastUsedAt: string | null;
  createdBy: string;
}

export interface NewApiKey {
  id: string;
  key: string;
  name: string;
  scopes: string[];
}
