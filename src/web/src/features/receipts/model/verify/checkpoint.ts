import { base64Url, concat, equal, fromBase64, fromBase64Url, sha256, utf8, type Bytes } from "./bytes";
import { canonicalText } from "./canonical-json";
import type { RsaKey } from "./rsa-key";

/** The head of a log at one size: what is signed. The origin names service, workspace and epoch. */
export interface Checkpoint {
  origin: string;
  size: number;
  root: Bytes;
  rootText: string;
  /** The three lines that the note's signature covers. */
  body: string;
  keyId: Bytes;
  signature: Bytes;
  service: string | null;
  workspace: string | null;
  epoch: number | null;
}

const signatureType = "artisan.dev/rsa-sha256";

/** Reads a C2SP signed note with exactly one signature line, by the log itself; null for anything else. Nothing is verified yet. */
export function parseNote(note: string): Checkpoint | null {
  const match = /^([^\s+]{1,200})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\n\n— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})\n$/u.exec(note);
  if (!match) return null;
  const [, origin = "", sizeText = "", rootText = "", name, signatureText = ""] = match;
  const root = fromBase64(rootText);
  const signed = fromBase64(signatureText);
  const size = Number(sizeText);
  if (name !== origin || root?.length !== 32 || !signed || signed.length <= 4 || !Number.isSafeInteger(size)) return null;
  return {
    origin,
    size,
    root,
    rootText,
    body: `${origin}\n${sizeText}\n${rootText}\n`,
    keyId: signed.slice(0, 4),
    signature: signed.slice(4),
    ...originParts(origin),
  };
}

/** `service/workspace/epoch`, with an epoch from 1; nulls for any other name. */
export function originParts(origin: string): { service: string | null; workspace: string | null; epoch: number | null } {
  const parts = origin.split("/");
  const isName = parts.length >= 3 && parts.every((part) => part !== "") && /^[1-9]\d{0,8}$/.test(parts.at(-1) ?? "");
  return isName ? { service: parts.slice(0, -2).join("/"), workspace: parts.at(-2) ?? null, epoch: Number(parts.at(-1)) } : { service: null, workspace: null, epoch: null };
}

export async function noteVerifies(checkpoint: Checkpoint, key: RsaKey): Promise<boolean> {
  const id = await sha256(concat(utf8(`${checkpoint.origin}\n`), Uint8Array.of(0xff), utf8(signatureType), key.spki));
  return equal(id.slice(0, 4), checkpoint.keyId) && (await key.verifies(utf8(checkpoint.body), checkpoint.signature));
}

/** True only if the JWS is this key's and states this very checkpoint: header and payload are rebuilt here, never read. */
export async function jwsVerifies(jws: string, checkpoint: Checkpoint, key: RsaKey): Promise<boolean> {
  const header = canonicalText({ alg: "RS256", kid: key.thumbprint });
  const payload = canonicalText({ origin: checkpoint.origin, root: checkpoint.rootText, size: checkpoint.size });
  const input = `${base64Url(utf8(header))}.${base64Url(utf8(payload))}`;
  const signature = jws.startsWith(`${input}.`) ? fromBase64Url(jws.slice(input.length + 1)) : null;
  return signature !== null && (await key.verifies(utf8(input), signature));
}
