import { concat, equal, sha256, type Bytes } from "./bytes";

/** Hash of a leaf (RFC 6962 2.1): a leaf can never pass for a node. */
export function leafHash(leaf: Bytes): Promise<Bytes> {
  return sha256(concat(Uint8Array.of(0), leaf));
}

export function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(concat(Uint8Array.of(1), left, right));
}

/** One level of the way up: what came with the proof, on which side it stands, and what was computed from it here. */
export interface Step {
  sibling: Bytes;
  siblingSide: "left" | "right";
  computed: Bytes;
}

const half = (n: number) => Math.floor(n / 2);
const isOdd = (n: number) => n % 2 === 1;

/** Climbs from a leaf to the root (RFC 9162 2.1.3.2); null where the path is too long, too short, or the index outside the tree. */
export async function climb(leaf: Bytes, index: number, size: number, path: readonly Bytes[]): Promise<{ root: Bytes; steps: Step[] } | null> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  let [fn, sn, computed] = [index, size - 1, leaf];
  const steps: Step[] = [];
  for (const sibling of path) {
    if (sn === 0) return null;
    if (isOdd(fn) || fn === sn) {
      computed = await nodeHash(sibling, computed);
      steps.push({ sibling, siblingSide: "left", computed });
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      computed = await nodeHash(computed, sibling);
      steps.push({ sibling, siblingSide: "right", computed });
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 ? { root: computed, steps } : null;
}

/** True only if the tree of `size2` with `root2` extends the tree of `size1` with `root1` (RFC 9162 2.1.4.2). From size 0 nothing is proven. */
export async function isConsistent(size1: number, root1: Bytes, size2: number, root2: Bytes, path: readonly Bytes[]): Promise<boolean> {
  if (!Number.isSafeInteger(size1) || !Number.isSafeInteger(size2) || size1 < 1 || size1 > size2) return false;
  if (size1 === size2) return path.length === 0 && equal(root1, root2);
  const [first, ...rest] = isPowerOfTwo(size1) ? [root1, ...path] : path;
  if (!first) return false;
  let [fn, sn] = [size1 - 1, size2 - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [fr, sr] = [first, first];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      [fr, sr] = [await nodeHash(hash, fr), await nodeHash(hash, sr)];
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = await nodeHash(sr, hash);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equal(fr, root1) && equal(sr, root2);
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n));
}
