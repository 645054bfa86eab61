import { describe, expect, it } from "vitest";
import { tree } from "@/testing/receipt-builder";
import { fromHex, hex, utf8, type Bytes } from "./bytes";
import { climb, isConsistent, leafHash } from "./merkle";

/** The leaves and roots that the reference implementations of RFC 6962 are tested with. */
const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"].map(fromHex);
const roots = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

async function hashes(count: number): Promise<Bytes[]> {
  return Promise.all(inputs.slice(0, count).map(leafHash));
}

describe("Merkle trees of RFC 6962", () => {
  it("hashes an empty leaf as the RFC's test vector", async () => {
    expect(hex(await leafHash(utf8("")))).toBe(roots[0]);
  });

  it.each(roots.map((root, at) => [at + 1, root] as const))("climbs from every leaf of a tree of %i to the published root", async (size, root) => {
    const leaves = await hashes(size);
    for (const [index, leaf] of leaves.entries()) {
      const { path } = await tree(leaves, index);
      const way = await climb(leaf, index, size, path);
      expect(way && hex(way.root)).toBe(root);
      expect(way?.steps).toHaveLength(path.length);
    }
  });

  it("refuses a path that is too short, too long, or for another index", async () => {
    const leaves = await hashes(7);
    const { path, root } = await tree(leaves, 2);
    const leaf = leaves[2] as Bytes;
    expect(await climb(leaf, 2, 7, path.slice(1))).toBeNull();
    expect(await climb(leaf, 2, 7, [...path, root])).toBeNull();
    expect(await climb(leaf, 7, 7, path)).toBeNull();
    expect(await climb(leaf, -1, 7, path)).toBeNull();
    const elsewhere = await climb(leaf, 3, 7, path);
    expect(elsewhere && hex(elsewhere.root)).not.toBe(hex(root));
  });
});

/** Consistency proofs by the recursive definition (RFC 6962 2.1.2), as the other side makes them. */
async function consistencyPath(leaves: readonly Bytes[], first: number, isWhole = true): Promise<Bytes[]> {
  const size = leaves.length;
  if (first === size) return isWhole ? [] : [(await tree(leaves, 0)).root];
  const split = 2 ** Math.floor(Math.log2(size - 1));
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return first <= split
    ? [...(await consistencyPath(left, first, isWhole)), (await tree(right, 0)).root]
    : [...(await consistencyPath(right, first - split, false)), (await tree(left, 0)).root];
}

describe("Consistency of two sizes", () => {
  it("holds for every pair of sizes up to 8, and for no other root", async () => {
    const leaves = await hashes(8);
    for (let second = 1; second <= 8; second += 1) {
      for (let first = 1; first <= second; first += 1) {
        const path = await consistencyPath(leaves.slice(0, second), first);
        const [root1, root2] = [fromHex(roots[first - 1] ?? ""), fromHex(roots[second - 1] ?? "")];
        expect(await isConsistent(first, root1, second, root2, path), `${first} to ${second}`).toBe(true);
        const forged = fromHex("00".repeat(32));
        expect(await isConsistent(first, forged, second, root2, path), `forged ${first} to ${second}`).toBe(false);
        expect(await isConsistent(first, root1, second, forged, path), `${first} to forged ${second}`).toBe(false);
      }
    }
  });

  it("is refused when a hash of the proof is missing or one too many", async () => {
    const leaves = await hashes(7);
    const path = await consistencyPath(leaves, 3);
    const [root1, root2] = [fromHex(roots[2] ?? ""), fromHex(roots[6] ?? "")];
    expect(await isConsistent(3, root1, 7, root2, path.slice(0, -1))).toBe(false);
    expect(await isConsistent(3, root1, 7, root2, [...path, root2])).toBe(false);
    expect(await isConsistent(7, root2, 3, root1, path)).toBe(false);
  });
});
