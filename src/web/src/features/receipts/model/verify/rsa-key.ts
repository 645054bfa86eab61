import { base64Url, fromBase64Url, sha256, utf8, type Bytes } from "./bytes";

/** An RSA public key; its thumbprint (RFC 7638) is its name everywhere. */
export interface RsaKey {
  n: string;
  e: string;
  thumbprint: string;
  /** SubjectPublicKeyInfo, as openssl reads it. */
  spki: Bytes;
  /** True only if this key's owner signed the data (RSASSA-PKCS1-v1_5 with SHA-256; no other algorithm can be asked for). */
  verifies: (data: Bytes, signature: Bytes) => Promise<boolean>;
}

/** A key from the members of a JWK; null for anything but an RSA key of 2,048 to 4,096 bits with the exponent 65,537, in its shortest spelling. */
export async function rsaKey(n: string, e: string): Promise<RsaKey | null> {
  const modulus = fromBase64Url(n);
  if (!modulus || modulus.length < 256 || modulus.length > 512 || modulus[0] === 0) return null;
  // The exponent that Key Vault makes; a file with a large one could keep this page busy for minutes.
  if (e !== "AQAB") return null;
  try {
    const key = await crypto.subtle.importKey("jwk", { kty: "RSA", n, e, alg: "RS256" }, { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }, true, ["verify"]);
    const spki = new Uint8Array(await crypto.subtle.exportKey("spki", key));
    return {
      n,
      e,
      thumbprint: await thumbprint(n, e),
      spki,
      verifies: async (data, signature) => signature.length === modulus.length && (await crypto.subtle.verify("RSASSA-PKCS1-v1_5", key, signature, data)),
    };
  } catch {
    return null;
  }
}

async function thumbprint(n: string, e: string): Promise<string> {
  return base64Url(await sha256(utf8(`{"e":"${e}","kty":"RSA","n":"${n}"}`)));
}

/** A thumbprint is SHA-256 in unpadded base64url: 43 characters. */
export function isThumbprint(text: string): boolean {
  return fromBase64Url(text)?.length === 32;
}
