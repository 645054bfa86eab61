import { fromBase64, utf8 } from "./bytes";
import { canonicalText, hasExactly, isObject, type Json } from "./canonical-json";
import { noteVerifies, type Checkpoint } from "./checkpoint";
import { isInstant } from "./instant";
import { rsaKey, type RsaKey } from "./rsa-key";

/** A signing key as it is handed on: signed by the key before it, or by itself where a chain begins. */
export interface KeyRecord {
  key: RsaKey;
  /** The name that the record gives the key; one that is not its thumbprint is refused as a swapped key. */
  kid: string;
  validFrom: string;
  previous: string | null;
  signature: string;
  /** The record's one line. */
  line: string;
}

export async function parseKeyRecord(json: Json): Promise<KeyRecord | null> {
  if (!isObject(json) || !hasExactly(json, ["e", "kid", "n", "previous", "signature", "validFrom"])) return null;
  const { e, kid, n, previous, signature, validFrom } = json;
  if (typeof e !== "string" || typeof n !== "string" || typeof kid !== "string" || typeof signature !== "string" || typeof validFrom !== "string") return null;
  if ((typeof previous !== "string" && previous !== null) || !isInstant(validFrom)) return null;
  const key = await rsaKey(n, e);
  return key ? { key, kid, validFrom, previous: previous ?? null, signature, line: canonicalText(json) } : null;
}

export interface KeyChain {
  keys: RsaKey[];
  problems: string[];
  /** Keys the reader pinned, and those handed on from one of them. */
  trusted: ReadonlySet<string>;
}

/** More keys than a log ever has would only serve to keep this page busy. */
export const mostKeys = 100;

/** The key that made the note's signature, if it is one of these. */
export async function signerOf(checkpoint: Checkpoint, keys: readonly RsaKey[]): Promise<RsaKey | null> {
  for (const key of keys) if (await noteVerifies(checkpoint, key)) return key;
  return null;
}

/** Walks the keys in the order in which they signed. */
export async function walkKeys(records: readonly KeyRecord[], pinned: ReadonlySet<string>): Promise<KeyChain> {
  const problems: string[] = [];
  const trusted = new Set<string>();
  const seen = new Set<string>();
  const walked: KeyRecord[] = [];
  for (const record of records) {
    const kid = record.key.thumbprint;
    const before = walked.at(-1);
    if (record.kid !== kid) {
      problems.push(`The record names the key ${record.kid}, but the thumbprint of its key is ${kid}: the key was swapped.`);
      continue;
    }
    if (seen.has(kid)) {
      problems.push(`The key ${kid} is listed twice.`);
      continue;
    }
    seen.add(kid);
    walked.push(record);
    if (record.previous !== null && record.previous !== before?.key.thumbprint) {
      problems.push(`The key ${kid} names ${record.previous} as the key before it, which is not the one listed before it.`);
      continue;
    }
    const signer = record.previous === null ? record.key : before?.key;
    const verified = signer ? await isSignedBy(record, signer) : false;
    if (pinned.has(kid) || (verified && record.previous !== null && trusted.has(record.previous))) trusted.add(kid);
    if (!verified) problems.push(`The record of the key ${kid} is not signed by ${record.previous ?? "itself"}.`);
    else if (before && before.validFrom > record.validFrom) problems.push(`The key ${kid} begins before the one listed before it.`);
  }
  return { keys: walked.map((record) => record.key), problems, trusted };
}

async function isSignedBy(record: KeyRecord, signer: RsaKey): Promise<boolean> {
  const signature = fromBase64(record.signature);
  const text = `artisan.dev/receipt-key@v1\n${record.key.thumbprint}\n${record.validFrom}\n${record.previous ?? "-"}\n`;
  return signature !== null && (await signer.verifies(utf8(text), signature));
}
