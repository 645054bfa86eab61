import { base64, base64Url, concat, hex, sha256, utf8, type Bytes } from "@/features/receipts/model/verify/bytes";
import { canonicalText, type JsonObject } from "@/features/receipts/model/verify/canonical-json";
import { leafHash, nodeHash } from "@/features/receipts/model/verify/merkle";
import { rsaKey, type RsaKey } from "@/features/receipts/model/verify/rsa-key";

export interface Signer {
  key: RsaKey;
  sign: (data: Bytes) => Promise<Bytes>;
}

export async function newSigner(): Promise<Signer> {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" };
  const pair = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const { n = "", e = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const key = await rsaKey(n, e);
  if (!key) throw new Error("The generated key is not usable.");
  return { key, sign: async (data) => new Uint8Array(await crypto.subtle.sign("RSASSA-PKCS1-v1_5", pair.privateKey, data)) };
}

const origin = "artisan.example/ledger/ws_1/1";
const validFrom = "2026-01-01T00:00:00.0000000Z";

export function statementText(id = "rcp_00000000000000000000000001", change: JsonObject = {}, about: JsonObject = {}): string {
  const body: JsonObject = {
    billable: true,
    calculation: "calc_1",
    definition: { id: "def_1", version: "3" },
    fee: { amount: "94672.04", currency: "USD", minorUnits: "9467204" },
    formula: "max(0, sum(amount) - baseline)",
    inputs: { hash: "b3f1", kind: "days", totals: { fields: { amount: { count: "377", max: "1286.01", min: "5.97", sum: "56182.81" } }, points: "377" } },
    metric: "Monthly revenue",
    period: { from: "1998-06-01T00:00:00.0000000Z", timeZone: "UTC", to: "1998-07-01T00:00:00.0000000Z" },
    replaces: null,
    result: "30458.21",
    source: "purchases",
    terms: { cap: null, currency: "USD", floor: null, minimumResult: null, minorUnitDigits: "2", share: "1", unitPrice: "3.10826" },
    variables: { baseline: "25724.6" },
    ...change,
  };
  return canonicalText({ body, format: "artisan.dev/receipt@v1", id, issuedAt: "2026-11-21T13:00:00.0000000Z", kind: "calculation", workspace: "ws_1", ...about });
}

/** Root of a tree and the path of one leaf, by the recursive definition of RFC 6962: a second opinion beside the verifier's loop. */
export async function tree(leaves: readonly Bytes[], index: number): Promise<{ root: Bytes; path: Bytes[] }> {
  const [only] = leaves;
  if (leaves.length === 1 && only) return { root: only, path: [] };
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const left = await tree(leaves.slice(0, split), Math.min(index, split - 1));
  const right = await tree(leaves.slice(split), Math.max(0, index - split));
  const root = await nodeHash(left.root, right.root);
  return { root, path: index < split ? [...left.path, right.root] : [...right.path, left.root] };
}

/** A signed checkpoint note. */
export async function newNote(signer: Signer, size: number, root: Bytes, of = origin): Promise<string> {
  const body = `${of}\n${size}\n${base64(root)}\n`;
  const keyId = (await sha256(concat(utf8(`${of}\n`), Uint8Array.of(0xff), utf8("artisan.dev/rsa-sha256"), signer.key.spki))).slice(0, 4);
  return `${body}\n— ${of} ${base64(concat(keyId, await signer.sign(utf8(body))))}\n`;
}

/** A receipt bundle, made independently of the reader. */
export async function newBundle(signer: Signer, options: { statement?: string; index?: number; size?: number; of?: string } = {}): Promise<string> {
  const { statement = statementText(), index = 2, size = 5, of = origin } = options;
  const leaves = await Promise.all(Array.from({ length: size }, (_, at) => leafHash(utf8(at === index ? statement : `{"leaf":${at}}`))));
  const { root, path } = await tree(leaves, index);
  const note = await newNote(signer, size, root, of);
  const header = base64Url(utf8(canonicalText({ alg: "RS256", kid: signer.key.thumbprint })));
  const payload = base64Url(utf8(canonicalText({ origin: of, root: base64(root), size })));
  const jws = `${header}.${payload}.${base64Url(await signer.sign(utf8(`${header}.${payload}`)))}`;
  const record = await signer.sign(utf8(`artisan.dev/receipt-key@v1\n${signer.key.thumbprint}\n${validFrom}\n-\n`));
  const key = canonicalText({ e: signer.key.e, kid: signer.key.thumbprint, n: signer.key.n, previous: null, signature: base64(record), validFrom });
  return [
    "{",
    '"format":"artisan.dev/receipt-bundle@v1",',
    `"statement":${JSON.stringify(statement)},`,
    `"leafHash":"${hex(leaves[index] ?? new Uint8Array())}",`,
    `"index":${index},`,
    '"proof":[',
    path.map((hash) => `"${base64(hash)}"`).join(",\n"),
    "],",
    `"checkpoint":${JSON.stringify(note)},`,
    `"jws":"${jws}",`,
    '"keys":[',
    key,
    "]",
    "}",
    "",
  ].join("\n");
}
