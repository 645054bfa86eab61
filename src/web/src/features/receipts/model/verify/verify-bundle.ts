import { equal, hex } from "./bytes";
import { parseBundle, type Bundle } from "./bundle";
import { fail, pass, type Check } from "./check";
import { jwsVerifies, parseNote, type Checkpoint } from "./checkpoint";
import { signerOf, walkKeys, type KeyChain } from "./key-chain";
import { climb, type Step } from "./merkle";
import type { RsaKey } from "./rsa-key";
import { signerCheck, type Trust } from "./signer";
import type { Statement } from "./statement";
import { checkStatement } from "./statement-checks";

export type Outcome = "valid" | "consistent-signer-unauthenticated" | "invalid";

export interface Verification {
  outcome: Outcome;
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

/** Verifies a receipt bundle from its bytes alone: no answer of any server has a part in it. */
export async function verifyBundle(file: string, trust: Trust): Promise<Verification> {
  const bundle = await parseBundle(file);
  if (typeof bundle === "string") return report([fail("file", bundle)]);

  const checks: Check[] = [pass("file", "The bundle has its one documented form.")];
  const chain = await walkKeys(bundle.keys, new Set(trust.thumbprints));
  checks.push(...(chain.problems.length === 0 ? [pass("key", bundle.keys.length === 1 ? "The key record is signed by its key." : `${bundle.keys.length} keys, each handed on by the one before.`)] : chain.problems.map((problem) => fail("key", problem))));

  const { leaf, statement, checks: own } = await checkStatement(bundle.statement, bundle.leafHash, bundle.checkpoint.workspace);
  checks.push(...own);
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

async function checkSignatures(bundle: Bundle, chain: KeyChain, trust: Trust, checks: Check[]): Promise<RsaKey | null> {
  const signer = await signerOf(bundle.checkpoint, chain.keys);
  checks.push(signer ? pass("checkpoint-note", "The checkpoint's note is signed by a key of the bundle.") : fail("checkpoint-note", "No key of the bundle made the note's signature."));
  checks.push(
    signer && (await jwsVerifies(bundle.jws, bundle.checkpoint, signer))
      ? pass("checkpoint-jws", "The JWS states the same checkpoint and is by the same key.")
      : fail("checkpoint-jws", "The JWS is not the same statement signed by the same key."),
  );
  checks.push(signerCheck(signer?.thumbprint ?? null, chain, trust));
  return signer;
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

function report(checks: Check[], found: Partial<Verification> = {}): Verification {
  const outcome = checks.some((check) => check.state === "failed") ? "invalid" : checks.some((check) => check.state === "unauthenticated") ? "consistent-signer-unauthenticated" : "valid";
  return { outcome, checks, statement: null, statementText: null, checkpoint: null, note: null, index: null, leaf: null, steps: [], signer: null, ...found };
}
