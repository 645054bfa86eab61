import { hasExactly, isObject, parseCanonical, type JsonObject } from "./canonical-json";
import { isInstant } from "./instant";

/** What a receipt states. */
export interface Statement {
  kind: string;
  id: string;
  workspace: string;
  issuedAt: string;
  body: JsonObject;
}

const format = "artisan.dev/receipt@v1";
const mostCharacters = 30_000;

/** Reads a statement that is canonical, complete and has no other members; a text says what is wrong otherwise. */
export function parseStatement(text: string): Statement | string {
  if (text.length > mostCharacters) return "The statement has over 30,000 characters.";
  const root = parseCanonical(text);
  if (root === undefined) return "The statement is not in canonical form (RFC 8785).";
  if (!isObject(root) || !hasExactly(root, ["body", "format", "id", "issuedAt", "kind", "workspace"])) return "The statement does not have exactly the members of a receipt.";
  const { body, id, issuedAt, kind, workspace } = root;
  if (root.format !== format) return `The format is not ${format}.`;
  if (!isObject(body)) return "The body is not an object.";
  if (!isText(id) || !isText(kind) || !isText(workspace) || !isText(issuedAt)) return "A member is not a text.";
  if (!isInstant(issuedAt)) return "issuedAt is not an instant in UTC with seven digits of a second.";
  return { kind, id, workspace, issuedAt, body };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
