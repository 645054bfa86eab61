import { fromBase64, type Bytes } from "./bytes";
import { hasExactly, isObject, type Json } from "./canonical-json";
import { parseNote, type Checkpoint } from "./checkpoint";
import { mostKeys, parseKeyRecord, type KeyRecord } from "./key-chain";

/** One receipt with all that proves it. */
export interface Bundle {
  statement: string;
  leafHash: string;
  index: number;
  path: Bytes[];
  checkpoint: Checkpoint;
  note: string;
  jws: string;
  keys: KeyRecord[];
}

export const bundleFormat = "artisan.dev/receipt-bundle@v1";
const maxLength = 512 * 1024;
const mostSteps = 63;

/** Reads a bundle; a text says what is wrong with it. Nothing is verified but the form, and there is exactly one form. */
export async function parseBundle(file: string): Promise<Bundle | string> {
  if (file.length > maxLength) return "A bundle has at most 512 KiB.";
  let root: Json;
  try {
    root = JSON.parse(file) as Json;
  } catch {
    return "The file is not JSON.";
  }
  if (!isObject(root) || !hasExactly(root, ["format", "statement", "leafHash", "index", "proof", "checkpoint", "jws", "keys"])) {
    return "The file does not have exactly the members of a receipt bundle.";
  }
  const { format, statement, leafHash, index, proof, checkpoint: note, jws, keys } = root;
  if (format !== bundleFormat) return `The format is not ${bundleFormat}.`;
  if (typeof statement !== "string" || typeof leafHash !== "string" || typeof jws !== "string" || typeof note !== "string") return "A member has the wrong type.";
  if (typeof index !== "number" || !Number.isSafeInteger(index) || !Array.isArray(proof) || !Array.isArray(keys)) return "A member has the wrong type.";
  if (proof.length > mostSteps) return `A proof has at most ${mostSteps} steps.`;

  const checkpoint = parseNote(note);
  if (!checkpoint) return "The checkpoint is not a signed note of three lines with one signature by its origin.";
  const path: Bytes[] = [];
  for (const step of proof) {
    const hash = typeof step === "string" ? fromBase64(step) : null;
    if (hash?.length !== 32) return `Step ${path.length} of the proof is not a hash in base64.`;
    path.push(hash);
  }
  if (keys.length === 0 || keys.length > mostKeys) return `A bundle has 1 to ${mostKeys} keys.`;
  const records = await Promise.all(keys.map(parseKeyRecord));
  if (records.includes(null)) return "A key record is malformed.";

  const bundle: Bundle = { statement, leafHash, index, path, checkpoint, note, jws, keys: records as KeyRecord[] };
  return renderBundle(bundle, proof as string[]) === file ? bundle : "The file is not spelled in the one way of a bundle (blanks, line ends, escapes).";
}

/** The file: a member per line, so that a few lines of shell can take it apart. */
function renderBundle(bundle: Bundle, proof: readonly string[]): string {
  const lines = [
    "{",
    `"format":${JSON.stringify(bundleFormat)},`,
    `"statement":${JSON.stringify(bundle.statement)},`,
    `"leafHash":${JSON.stringify(bundle.leafHash)},`,
    `"index":${bundle.index},`,
    '"proof":[',
    ...proof.map((hash, at) => `"${hash}"${at < proof.length - 1 ? "," : ""}`),
    "],",
    `"checkpoint":${JSON.stringify(bundle.note)},`,
    `"jws":${JSON.stringify(bundle.jws)},`,
    '"keys":[',
    ...bundle.keys.map((record, at) => `${record.line}${at < bundle.keys.length - 1 ? "," : ""}`),
    "]",
    "}",
    "",
  ];
  return lines.join("\n");
}
