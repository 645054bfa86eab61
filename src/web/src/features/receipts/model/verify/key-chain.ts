import { fromBase64, utf8 } from "./bytes";
import { canonicalText, hasExactly, isObject, type Json } from "./canonical-json";
import { rsaKey, type RsaKey } from "./rsa-key";

/** A signing key as it is handed on: signed by the key before it, or by itself where a chain begins. */
export interface KeyRecord {
  key: RsaKey;
  validFrom: string;
  previous: string | null;
  signature: string;
  /** The record's one line. */
  line: string;
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}Z$/;

export async function parseKeyRecord(json: Json): Promise<KeyRecord | null> {
  if (!isObject(json) || !hasExactly(json, ["e", "kid", "n", "previous", "signature", "validFrom"])) return null;
  const { e, kid, n, previous, signature, validFrom } = json;
  if (typeof e !== "string" || typeof n !== "string" || typeof signature !== "string" || typeof validFrom !== "string") return null;
  if ((typeof previous !== "string" && previous !== null) || !instant.test(validFrom)) return null;
  const key = await rsaKey(n, e);
  return key && key.thumbprint === kid ? { key, validFrom, previous: previous ?? null, signature, line: canonicalText(json) } : null;
}

export interface KeyChain {
  keys: RsaKey[];
  problems: string[];
  /** Keys the reader pinned, and those handed on from one of them. */
  trusted: ReadonlySet<string>;
}

/** Walks the keys in the order in which they signed. */
export async function walkKeys(records: readonly KeyRecord[], pinned: ReadonlySet<string>): Promise<KeyChain> {
  const problems: string[] = [];
  const trusted = new Set<string>();
  const seen = new Set<string>();
  for (const [index, record] of records.entries()) {
    const kid = record.key.thumbprint;
    const before = records[index - 1];
    if (seen.has(kid)) {
      problems.push(`The key ${kid} is listed twice.`);
      continue;
    }
    seen.add(kid);
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
  return { keys: records.map((record) => record.key), problems, trusted };
}

async function isSignedBy(record: KeyRecord, signer: RsaKey): Promise<boolean> {
  const signature = fromBase64(record.signature);
  const text = `artisan.dev/receipt-key@v1\n${record.key.thumbprint}\n${record.validFrom}\n${record.previous ?? "-"}\n`;
  return signature !== null && (await signer.verifies(utf8(text), signature));
}
