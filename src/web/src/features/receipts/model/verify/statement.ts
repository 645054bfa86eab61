import { hasExactly, isObject, parseCanonical, type JsonObject } from "./canonical-json";
import { feeInMinorUnits } from "./fee";

/** What a receipt states. */
export interface Statement {
  kind: string;
  id: string;
  workspace: string;
  issuedAt: string;
  body: JsonObject;
}

const format = "artisan.dev/receipt@v1";

/** Reads a statement that is canonical, complete and has no other members; a text says what is wrong otherwise. */
export function parseStatement(text: string): Statement | string {
  const root = parseCanonical(text);
  if (root === undefined) return "The statement is not in canonical form (RFC 8785).";
  if (!isObject(root) || !hasExactly(root, ["body", "format", "id", "issuedAt", "kind", "workspace"])) return "The statement does not have exactly the members of a receipt.";
  const { body, id, issuedAt, kind, workspace } = root;
  if (root.format !== format) return `The format is not ${format}.`;
  if (!isObject(body)) return "The body is not an object.";
  if (!isText(id) || !isText(kind) || !isText(workspace) || !isText(issuedAt)) return "A member is not a text.";
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}Z$/.test(issuedAt)) return "issuedAt is not an instant in UTC with seven digits of a second.";
  return { kind, id, workspace, issuedAt, body };
}

/** Computes a calculation's fee again from the result and the terms it states; null where all is well or there is nothing to compute. */
export function feeProblem(statement: Statement): string | null {
  const { result, terms, fee } = statement.body;
  if (!isText(result) || !isObject(terms) || !isObject(fee) || !isText(fee.minorUnits)) return "The body is not that of a calculation.";
  const expected = feeInMinorUnits(result, terms);
  if (expected === null) return "The terms give no fee.";
  return expected.toString() === fee.minorUnits ? null : `The terms give ${expected} minor units, the receipt states ${fee.minorUnits}.`;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
