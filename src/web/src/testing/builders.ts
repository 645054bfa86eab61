import type { Hat, Me, Role, SignInAnswer } from "@/features/identity/api/get-me";
import type { Definition, DefinitionVersion, VersionState } from "@/features/value/api/list-definitions";
import { usage } from "./billing-builders";
import { dashboard } from "./dashboard-builder";
import type { FakeApi } from "./fake-api";

export const me: Me = {
  user: { id: "usr_1", name: "Ada Lovelace", email: "ada@example.com", locale: "en", timeZone: "UTC", twoStep: false },
  workspace: { id: "ws_1", name: "CDNow Inc.", role: "owner", hats: [], needsSecondFactor: false },
  workspaces: [
    { id: "ws_1", name: "CDNow Inc.", role: "owner", hats: [], needsSecondFactor: false },
    { id: "ws_2", name: "Second Shop", role: "viewer", hats: ["finance"], needsSecondFactor: false },
  ],
  entitlements: { plan: "free", features: ["basic_ai", "email_support"], limits: { seats: 2 }, requestsPerMinute: 100, eventsPerMinute: 1000, rawEventDays: 30, support: { firstAnswerHours: 72, resolutionHours: null } },
};

/** Somebody else's place in the same workspace. */
export function meAs(role: Role, hats: Hat[] = []): Me {
  const workspace = { id: "ws_1", name: "CDNow Inc.", role, hats, needsSecondFactor: false };
  return { ...me, workspace, workspaces: [workspace] };
}

export function signedIn(token = "access-1", workspaceId = "ws_1"): SignInAnswer {
  return { accessToken: token, expiresAt: "2030-01-01T00:00:00Z", user: { id: "usr_1", name: "Ada Lovelace", email: "ada@example.com" }, workspaceId };
}

/** A visitor whose refresh cookie is good. */
export function withSession(api: FakeApi, as: Me = me): FakeApi {
  return api
    .on("POST", "/auth/refresh", { body: signedIn() })
    .on("GET", "/auth/me", { body: as })
    .on("GET", "/workspaces/workspaces/:id", { body: { id: "ws_1", name: "CDNow Inc.", timeZone: "UTC", currency: "USD", createdAt: "2026-01-05T09:00:00Z" }, headers: { ETag: '"1"' } })
    .on("GET", "/dashboard", { body: dashboard() })
    .on("GET", "/workspaces/workspaces/:id/activity", { body: { items: [], next: null } })
    .on("GET", "/value/definitions", { body: { items: [], next: null } })
    .on("GET", "/value/calculations", { body: { items: [], next: null } })
    .on("GET", "/receipts", { body: { items: [], next: null } })
    .on("GET", "/billing/usage/current", { body: usage })
    .on("GET", "/notifications/unread-count", { body: { unread: 0, newest: 0 } })
    .on("POST", "/notifications/negotiate", { status: 409, body: { code: "notifications.not_live" } });
}

/** A developer's machine whose business time stands still at an instant. */
export function clockAt(api: FakeApi, instant: string): FakeApi {
  return api.on("GET", "/dev/clock", { body: { running: false, offset: "00:00:00", now: "2026-11-22T09:00:00Z", businessNow: instant } });
}

/** A definition with one version. */
export function definition(options: { state?: VersionState; active?: number | null } = {}): Definition {
  const version: DefinitionVersion = {
    version: 1,
    state: options.state ?? "active",
    source: "purchases",
    formula: "max(0, sum(amount) - baseline)",
    baseline: "25724.60",
    baselineFrom: null,
    terms: { currency: "USD", unitPrice: "1", share: "0.2", minimumResult: null, floor: null, cap: "5000", tiers: [] },
    name: "Monthly revenue",
    metric: "Monthly revenue",
    fields: ["amount"],
    contentHash: "5f".repeat(32),
    approvalId: null,
    approvedAt: null,
    schedule: "monthly",
    startsOn: "1997-01-01",
    timeZone: "UTC",
    createdAt: "2026-05-12T09:00:00Z",
    createdBy: "usr_1",
    activatedAt: options.state === "draft" ? null : "2026-05-12T10:00:00Z",
    selfActivated: options.state !== "draft",
  };
  return { id: "def_1", name: "Monthly revenue", metric: "Monthly revenue", source: "purchases", fields: ["amount"], activeVersion: options.active === undefined ? 1 : options.active, latest: version, versions: [version], clonedFrom: null };
}
