import { equal, hex, utf8 } from "./bytes";
import { parseBundle, type Bundle } from "./bundle";
import { jwsVerifies, noteVerifies, parseNote, type Checkpoint } from "./checkpoint";
import { walkKeys, type KeyChain } from "./key-chain";
import { climb, leafHash, type Step } from "./merkle";
import type { RsaKey } from "./rsa-key";
import { readCalculation } from "./calculation";
import { recomputeFee, recomputeResult } from "./recompute";
import { parseStatement, type Statement } from "./statement";

export type CheckState = "passed" | "failed" | "unauthenticated" | "not-recomputed";

/** The names are those of the documented report; the command line says the same ones. */
export type CheckName = "file" | "key" | "leaf-hash" | "statement" | "workspace" | "result" | "fee" | "inclusion" | "checkpoint-note" | "checkpoint-jws" | "signer" | "held-checkpoint";

export interface Check {
  name: CheckName;
  state: CheckState;
  detail: string;
}

export interface Verification {
  outcome: "valid" | "consistent-signer-unauthenticated" | "invalid";
  checks: Check[];
  statement: Statement | null;
  /** The exact text that is a leaf of the log, also where it is no statement. */
  statementText: string | null;
  checkpoint: Checkpoint | null;
  note: string | null;
  index: number | null;
  leaf: string | null;
  /** The way from the leaf to the root, as computed here. */
  steps: Step[];
  signer: string | null;
}

/** What the reader knew before opening the file. */
export interface Trust {
  thumbprints: readonly string[];
  heldNotes?: readonly string[];
}

/** Verifies a receipt bundle from its bytes alone: no answer of any server has a part in it. */
export async function verifyBundle(file: string, trust: Trust): Promise<Verification> {
  const bundle = await parseBundle(file);
  if (typeof bundle === "string") return report([fail("file", bundle)]);

  const checks: Check[] = [pass("file", "The bundle has its one documented form.")];
  const chain = await walkKeys(bundle.keys, new Set(trust.thumbprints));
  checks.push(...(chain.problems.length === 0 ? [pass("key", bundle.keys.length === 1 ? "The key record is signed by its key." : `${bundle.keys.length} keys, each handed on by the one before.`)] : chain.problems.map((problem) => fail("key", problem))));

  const leaf = await leafHash(utf8(bundle.statement));
  const statement = checkStatement(bundle, hex(leaf), checks);
  const way = await climb(leaf, bundle.index, bundle.checkpoint.size, bundle.path);
  const { size, root } = bundle.checkpoint;
  checks.push(
    way && equal(way.root, root)
      ? pass("inclusion", `Leaf ${bundle.index} is in the tree of checkpoint ${size}.`)
      : fail("inclusion", `The proof does not lead from leaf ${bundle.index} to the root of the checkpoint of size ${size}.`),
  );
  const signer = await checkSignatures(bundle, chain, trust, checks);
  checkHeld(bundle.checkpoint, trust, checks);

  return report(checks, {
    statement,
    statementText: bundle.statement,
    checkpoint: bundle.checkpoint,
    note: bundle.note,
    index: bundle.index,
    leaf: hex(leaf),
    steps: way?.steps ?? [],
    signer: signer?.thumbprint ?? null,
  });
}

function checkStatement(bundle: Bundle, actual: string, checks: Check[]): Statement | null {
  checks.push(
    actual === bundle.leafHash
      ? pass("leaf-hash", "The statement matches its hash.")
      : fail("leaf-hash", `The statement's hash is ${actual}, the bundle states ${bundle.leafHash}.`),
  );
  const statement = parseStatement(bundle.statement);
  if (typeof statement === "string") {
    checks.push(fail("statement", statement));
    return null;
  }
  checks.push(pass("statement", "The statement is canonical and complete."));
  checks.push(
    statement.workspace === bundle.checkpoint.workspace
      ? pass("workspace", "The statement and the log are about the same workspace.")
      : fail("workspace", `The statement is about ${statement.workspace}, the log about ${bundle.checkpoint.workspace ?? "an unreadable origin"}.`),
  );
  if (statement.kind === "calculation") checks.push(...checkCalculation(statement));
  return statement;
}

function checkCalculation(statement: Statement): Check[] {
  const calculation = readCalculation(statement.body);
  if (!calculation) return [fail("statement", "The body is not that of a calculation.")];
  return [
    { name: "result", ...recomputeResult(calculation) },
    { name: "fee", ...recomputeFee(calculation) },
  ];
}

async function checkSignatures(bundle: Bundle, chain: KeyChain, trust: Trust, checks: Check[]): Promise<RsaKey | null> {
  let signer: RsaKey | null = null;
  for (const key of chain.keys) signer ??= (await noteVerifies(bundle.checkpoint, key)) ? key : null;
  checks.push(signer ? pass("checkpoint-note", "The checkpoint's note is signed by a key of the bundle.") : fail("checkpoint-note", "No key of the bundle made the note's signature."));
  checks.push(
    signer && (await jwsVerifies(bundle.jws, bundle.checkpoint, signer))
      ? pass("checkpoint-jws", "The JWS states the same checkpoint and is by the same key.")
      : fail("checkpoint-jws", "The JWS is not the same statement signed by the same key."),
  );
  checks.push(signerCheck(signer?.thumbprint ?? null, chain, trust));
  return signer;
}

function signerCheck(signer: string | null, chain: KeyChain, trust: Trust): Check {
  if (signer === null) return fail("signer", "No key of the bundle made the signature.");
  if (chain.trusted.has(signer)) return pass("signer", "The signature is by the key you pinned, or by one handed on from it.");
  if (trust.thumbprints.length === 0) return { name: "signer", state: "unauthenticated", detail: `Signed by ${signer}. No key is pinned in this browser, so anybody could have made it.` };
  return fail("signer", `Signed by ${signer}, which is neither a key you pinned nor handed on from one.`);
}

function checkHeld(head: Checkpoint, trust: Trust, checks: Check[]): void {
  for (const held of (trust.heldNotes ?? []).map(parseNote)) {
    if (held?.origin !== head.origin || held.size !== head.size) continue;
    checks.push(
      equal(held.root, head.root)
        ? pass("held-checkpoint", `It is the checkpoint of size ${head.size} that this browser holds.`)
        : fail("held-checkpoint", `This browser holds another root for size ${head.size}: the log was rewritten.`),
    );
  }
}

function pass(name: CheckName, detail: string): Check {
  return { name, state: "passed", detail };
}

function fail(name: CheckName, detail: string): Check {
  return { name, state: "failed", detail };
}

function report(checks: Check[], found: Partial<Verification> = {}): Verification {
  const outcome = checks.some((check) => check.state === "failed") ? "invalid" : checks.some((check) => check.state === "unauthenticated") ? "consistent-signer-unauthenticated" : "valid";
  return { outcome, checks, statement: null, statementText: null, checkpoint: null, note: null, index: null, leaf: null, steps: [], signer: null, ...found };
}
