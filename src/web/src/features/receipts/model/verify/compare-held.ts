import { equal, fromBase64, type Bytes } from "./bytes";
import { parseNote, type Checkpoint } from "./checkpoint";
import { readEpochBody } from "./epoch-body";
import { signerOf } from "./key-chain";
import { isConsistent } from "./merkle";
import type { RsaKey } from "./rsa-key";
import { verifyBundle } from "./verify-bundle";

/** What became of a log since this browser saw it last. */
export type SinceLastVisit = { state: "first" | "unsigned" } | { state: "same" | "grew" | "rewritten" | "anew"; held: number };

/**
 * Holds the checkpoint that the server shows against the one that this browser kept. A log that only grew can prove it; the proof is computed here, never
 * believed. `prove` asks for the path between two sizes, `leafZero` for the bundle of the epoch's first receipt.
 */
export async function compareWithHeld(
  note: string,
  heldNotes: readonly string[],
  keys: readonly RsaKey[],
  prove: (from: number, to: number) => Promise<readonly string[]>,
  leafZero: () => Promise<string | null>,
): Promise<SinceLastVisit> {
  const head = parseNote(note);
  if (!head || !(await signerOf(head, keys))) return { state: "unsigned" };
  const held = heldNotes.map(parseNote).find((each) => each?.origin === head.origin);
  if (!held) return earlierEpoch(head, heldNotes, keys, leafZero);
  const result = (state: "same" | "grew" | "rewritten"): SinceLastVisit => ({ state, held: held.size });
  if (held.size === head.size) return result(equal(held.root, head.root) ? "same" : "rewritten");
  if (held.size > head.size) return result("rewritten");
  return result((await extendsIt(held, head, await prove(held.size, head.size))) ? "grew" : "rewritten");
}

/** A log that begins an epoch says in its leaf 0 what is left of the one before: which this browser saw, so it is not the first visit. */
async function earlierEpoch(head: Checkpoint, heldNotes: readonly string[], keys: readonly RsaKey[], leafZero: () => Promise<string | null>): Promise<SinceLastVisit> {
  const others = heldNotes.map(parseNote).filter((each) => each !== null && head.workspace !== null && each.service === head.service && each.workspace === head.workspace);
  const newest = others.sort((a, b) => (b?.epoch ?? 0) - (a?.epoch ?? 0))[0];
  if (!newest) return { state: "first" };
  const owns = (newest.epoch ?? 0) < (head.epoch ?? 0) && (await ownsUpTo(newest, head, keys, await leafZero()));
  return { state: owns ? "anew" : "rewritten", held: newest.size };
}

/** Whether the signed leaf 0 of an epoch names the log of the held checkpoint with all that this browser saw of it, or follows a later one that has to. */
async function ownsUpTo(held: Checkpoint, head: Checkpoint, keys: readonly RsaKey[], bundle: string | null): Promise<boolean> {
  if (bundle === null) return false;
  const { outcome, statement, checkpoint, index } = await verifyBundle(bundle, { thumbprints: keys.map((key) => key.thumbprint) });
  const body = statement?.kind === "epoch" ? readEpochBody(statement.body) : null;
  if (outcome !== "valid" || index !== 0 || checkpoint?.origin !== head.origin || body?.origin !== head.origin) return false;
  const named = [body.previous, ...body.lost].find((each) => each?.checkpoint.origin === held.origin)?.checkpoint;
  if (!named) return (body.previous?.checkpoint.epoch ?? 0) > (held.epoch ?? 0);
  return named.size > held.size || (named.size === held.size && equal(named.root, held.root));
}

async function extendsIt(held: Checkpoint, head: Checkpoint, path: readonly string[]): Promise<boolean> {
  const hashes = path.map(fromBase64).filter((hash): hash is Bytes => hash?.length === 32);
  return hashes.length === path.length && (await isConsistent(held.size, held.root, head.size, head.root, hashes));
}
