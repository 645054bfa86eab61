import { hex, utf8, type Bytes } from "./bytes";
import { readCalculation } from "./calculation";
import { fail, pass, type Check } from "./check";
import { leafHash } from "./merkle";
import { recomputeFee, recomputeResult } from "./recompute";
import { parseStatement, type Statement } from "./statement";

export interface CheckedStatement {
  leaf: Bytes;
  statement: Statement | null;
  checks: Check[];
}

/** The checks of a statement by itself: its hash, its form, its workspace and, for a calculation, its arithmetic. */
export async function checkStatement(text: string, statedHash: string, workspace: string | null): Promise<CheckedStatement> {
  const leaf = await leafHash(utf8(text));
  const actual = hex(leaf);
  const checks = [actual === statedHash ? pass("leaf-hash", "The statement matches its hash.") : fail("leaf-hash", `The statement's hash is ${actual}, the file states ${statedHash}.`)];
  const statement = parseStatement(text);
  if (typeof statement === "string") return { leaf, statement: null, checks: [...checks, fail("statement", statement)] };
  checks.push(pass("statement", "The statement is canonical and complete."));
  checks.push(
    statement.workspace === workspace
      ? pass("workspace", "The statement and the log are about the same workspace.")
      : fail("workspace", `The statement is about ${statement.workspace}, the log about ${workspace ?? "an unreadable origin"}.`),
  );
  if (statement.kind === "calculation") checks.push(...checkCalculation(statement));
  return { leaf, statement, checks };
}

function checkCalculation(statement: Statement): Check[] {
  const calculation = readCalculation(statement.body);
  if (!calculation) return [fail("statement", "The body is not that of a calculation.")];
  return [
    { name: "result", ...recomputeResult(calculation) },
    { name: "fee", ...recomputeFee(calculation) },
  ];
}
