import { equal, fromBase64, type Bytes } from "./bytes";
import { parseNote, type Checkpoint } from "./checkpoint";
import { readEpochBody } from "./epoch-body";
import { signerOf } from "./key-chain";
import { isConsistent } from "./merkle";
import type { RsaKey } from "./rsa-key";
import { verifyBundle } from "./verify-bundle";

/** What became of a log since this browser saw it last; of one that began anew, whether all that was seen is proven to be left. */
export type SinceLastVisit = { state: "first" | "unsigned" } | { state: "same" | "grew" | "rewritten"; held: number } | { state: "anew"; held: number; isProven: boolean };

/** The path between two sizes of an epoch and the signed checkpoint of the second; null where the log cannot give it. */
export type Prove = (epoch: number, from: number, to: number) => Promise<{ path: readonly string[]; checkpoint: string } | null>;

/**
 * Holds the checkpoint that the server shows against the one that this browser kept. A log that only grew can prove it; the proof is computed here, never
 * believed. `prove` asks for it, `leafZero` for the bundle of the epoch's first receipt.
 */
export async function compareWithHeld(
  note: string,
  heldNotes: readonly string[],
  keys: readonly RsaKey[],
  prove: Prove,
  leafZero: () => Promise<string | null>,
): Promise<SinceLastVisit> {
  const head = parseNote(note);
  if (!head || !(await signerOf(head, keys))) return { state: "unsigned" };
  const held = heldNotes.map(parseNote).find((each) => each?.origin === head.origin);
  if (!held) return earlierEpoch(head, heldNotes, keys, prove, leafZero);
  const result = (state: "same" | "grew" | "rewritten"): SinceLastVisit => ({ state, held: held.size });
  if (held.size === head.size) return result(equal(held.root, head.root) ? "same" : "rewritten");
  if (held.size > head.size) return result("rewritten");
  return result((await extendsIt(held, head, (await prove(head.epoch ?? 1, held.size, head.size))?.path)) ? "grew" : "rewritten");
}

/** A log that begins an epoch says in its leaf 0 what is left of the one before: which this browser saw, so it is not the first visit. */
async function earlierEpoch(head: Checkpoint, heldNotes: readonly string[], keys: readonly RsaKey[], prove: Prove, leafZero: () => Promise<string | null>): Promise<SinceLastVisit> {
  const others = heldNotes.map(parseNote).filter((each) => each !== null && head.workspace !== null && each.service === head.service && each.workspace === head.workspace);
  const newest = others.sort((a, b) => (b?.epoch ?? 0) - (a?.epoch ?? 0))[0];
  if (!newest) return { state: "first" };
  const owned = (newest.epoch ?? 0) < (head.epoch ?? 0) ? await ownsUpTo(newest, head, keys, prove, await leafZero()) : "no";
  return owned === "no" ? { state: "rewritten", held: newest.size } : { state: "anew", held: newest.size, isProven: owned === "proven" };
}

/**
 * Whether the signed leaf 0 of an epoch names the log of the held checkpoint with all that this browser saw of it, or follows a later one that has to. What it says is left
 * has to be proven to continue what was seen; where less is left than was seen nothing can be.
 */
async function ownsUpTo(held: Checkpoint, head: Checkpoint, keys: readonly RsaKey[], prove: Prove, bundle: string | null): Promise<"no" | "unproven" | "proven"> {
  if (bundle === null) return "no";
  const { outcome, statement, checkpoint, index } = await verifyBundle(bundle, { thumbprints: keys.map((key) => key.thumbprint) });
  const body = statement?.kind === "epoch" ? readEpochBody(statement.body) : null;
  if (outcome !== "valid" || index !== 0 || checkpoint?.origin !== head.origin || body?.origin !== head.origin) return "no";
  const named = [body.previous, ...body.lost].find((each) => each?.checkpoint.origin === held.origin)?.checkpoint;
  if (!named) return (body.previous?.checkpoint.epoch ?? 0) > (held.epoch ?? 0) ? "unproven" : "no";
  if (named.size < held.size || (named.size === held.size && !equal(named.root, held.root))) return "no";
  const left = body.previous?.checkpoint.origin === held.origin ? Math.min(body.kept, named.size) : 0;
  if (left < held.size) return "unproven";
  return (await isLeft(held, named, left, keys, prove)) ? "proven" : "no";
}

/** Whether so many leaves of the earlier epoch, which a published key signed for, begin with those that were seen. */
async function isLeft(held: Checkpoint, named: Checkpoint, left: number, keys: readonly RsaKey[], prove: Prove): Promise<boolean> {
  if (held.size === named.size) return true;
  const proof = await prove(held.epoch ?? 1, held.size, left);
  const last = proof && parseNote(proof.checkpoint);
  if (!last || last.origin !== held.origin || last.size !== left || !(await signerOf(last, keys))) return false;
  if (left === named.size && !equal(last.root, named.root)) return false;
  return left === held.size ? equal(last.root, held.root) : await extendsIt(held, last, proof.path);
}

async function extendsIt(held: Checkpoint, head: Checkpoint, path: readonly string[] | undefined): Promise<boolean> {
  if (!path) return false;
  const hashes = path.map(fromBase64).filter((hash): hash is Bytes => hash?.length === 32);
  return hashes.length === path.length && (await isConsistent(held.size, held.root, head.size, head.root, hashes));
}
