import type { Narrow, Schemas } from "@/lib/api-schemas";

export type Role = "owner" | "admin" | "member" | "viewer";
export type Hat = "finance" | "technical" | "executive";

export type WorkspaceMembership = Narrow<Schemas["MeWorkspace"], { role: Role; hats: Hat[] }>;
export type Me = Narrow<Schemas["MeResponse"], { workspace: WorkspaceMembership | null; workspaces: WorkspaceMembership[] }>;
export type SignInAnswer = Schemas["SignedInResponse"];
export type FirstStep = Schemas["SignInResponse"];
export type Enrolment = Schemas["EnrollSecondFactorResponse"];
export type SessionInfo = Schemas["SessionItem"];
export type ApiKeyInfo = Schemas["ApiKeyItem"];
export type NewApiKey = Schemas["CreateApiKeyResponse"];
