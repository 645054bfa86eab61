import type { Schemas } from "@/lib/api-schemas";

export type AuditEntry = Schemas["AuditItem"];
export type AuditPage = Schemas["AuditPageResponse"];
export type AuditCheck = Schemas["AuditCheck"];

/** What narrows the trail; it lives in the URL. */
export interface AuditFilter {
  actor?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** The areas whose actions can be looked at alone, by what their names begin with. */
export const actionAreas: readonly (readonly [prefix: string, word: string])[] = [
  ["auth.", "Sign-in and keys"],
  ["workspace.", "Workspace and team"],
  ["setup.", "Set-up"],
  ["value.", "Value"],
  ["approval.", "Approvals"],
  ["golive.", "Go live"],
  ["alert.", "Alerts"],
  ["billing.", "Billing"],
  ["receipts.", "Receipts"],
  ["webhooks.", "Webhooks"],
  ["integrations.", "Integrations"],
  ["support.", "Support"],
  ["audit.", "Audit trail"],
];

/** Who an entry names, in words. */
export function partyName(party: AuditEntry["actor"]): string {
  if (party.name) return party.name;
  switch (party.kind) {
    case "user":
      return "A former member";
    case "key":
      return "An API key";
    case "admin":
      return "Artisan's staff";
    case "system":
      return "Artisan";
    case "anonymous":
      return "Somebody unknown";
    default:
      return party.kind;
  }
}

/** Areas whose actions do not name what they are done to. */
const subjects: Record<string, string> = { alert: "alert", approval: "approval", golive: "value-based billing", setup: "set-up", workspace: "workspace" };

/** `workspace.member_removed` as a person says it, `alert.opened` as `Alert opened`. */
export function actionWords(action: string): string {
  const [area = "", ...rest] = action.split(".");
  const verb = rest.join(" ").replaceAll("_", " ");
  return capital([subjects[area], verb].filter(Boolean).join(" "));
}

/** What an entry is about: by its name, else by what it is: `value-calculation` is a calculation. */
export function targetName({ name, kind }: Pick<AuditEntry["target"], "name" | "kind">): string {
  return name ?? targetKinds[kind] ?? kind.replaceAll(/[-_.]/g, " ");
}

const targetKinds: Record<string, string> = { golive: "value-based billing", "value-definition": "definition", "value-calculation": "calculation" };

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface FieldChange {
  field: string;
  before: string | undefined;
  after: string | undefined;
}

/** The fields that an entry is about, side by side, in the order in which they are named. */
export function changesOf(entry: Pick<AuditEntry, "before" | "after">): FieldChange[] {
  const before = flat(entry.before);
  const after = flat(entry.after);
  return [...new Set([...before.keys(), ...after.keys()])].map((field) => ({ field, before: before.get(field), after: after.get(field) }));
}

function flat(value: unknown, prefix = ""): Map<string, string> {
  const fields = new Map<string, string>();
  if (typeof value !== "object" || value === null) return fields;
  for (const [name, inner] of Object.entries(value)) {
    const path = prefix ? `${prefix}.${name}` : name;
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) {
      for (const [key, text] of flat(inner, path)) fields.set(key, text);
    } else {
      fields.set(path, typeof inner === "string" ? inner : JSON.stringify(inner));
    }
  }
  return fields;
}
