import { beforeAll, describe, expect, it } from "vitest";
import { newBundle, newNote, newSigner, statementText, tree, type Signer } from "@/testing/receipt-builder";
import { base64, utf8, type Bytes } from "./bytes";
import { compareWithHeld } from "./compare-held";
import { leafHash } from "./merkle";

const nextEpoch = "artisan.example/ledger/ws_1/2";
let signer: Signer;
let leaves: Bytes[];

beforeAll(async () => {
  signer = await newSigner();
  leaves = await Promise.all(Array.from({ length: 4 }, (_, at) => leafHash(utf8(`leaf ${at}`))));
});

async function noteOf(size: number, by = signer, origin?: string): Promise<string> {
  return await newNote(by, size, (await tree(leaves.slice(0, size), 0)).root, origin);
}

/** From two leaves to four, the proof is the root of the other two. */
async function proof(): Promise<{ path: string[]; checkpoint: string }> {
  return { path: [base64((await tree(leaves.slice(2), 0)).root)], checkpoint: await noteOf(4) };
}

/** The first receipt of the next epoch, which follows a checkpoint. */
async function leafZero(previous: string, by = signer, kept = 2): Promise<string> {
  const statement = statementText("rcp_00000000000000000000000002", {}, { kind: "epoch", body: { kept: String(kept), origin: nextEpoch, previousCheckpoint: previous, previousJws: "a.b.c", reason: "restored" } });
  return await newBundle(by, { statement, index: 0, size: 2, of: nextEpoch });
}

const unasked = () => Promise.reject(new Error("No proof is needed."));

describe("The checkpoint that this browser keeps", () => {
  it("is the first one where there was none", async () => expect(await compareWithHeld(await noteOf(4), [], [signer.key], unasked, unasked)).toEqual({ state: "first" }));

  it("is the same while nothing was added", async () => expect(await compareWithHeld(await noteOf(4), [await noteOf(4)], [signer.key], unasked, unasked)).toEqual({ state: "same", held: 4 }));

  it("is extended by a log that grew", async () => expect(await compareWithHeld(await noteOf(4), [await noteOf(2)], [signer.key], proof, unasked)).toEqual({ state: "grew", held: 2 }));

  it("is contradicted by a log whose past was changed", async () => {
    const held = await noteOf(2);
    leaves = [...leaves.slice(1), ...leaves.slice(0, 1)];
    expect(await compareWithHeld(await noteOf(4), [held], [signer.key], proof, unasked)).toEqual({ state: "rewritten", held: 2 });
    expect(await compareWithHeld(await noteOf(2), [held], [signer.key], unasked, unasked)).toEqual({ state: "rewritten", held: 2 });
  });

  it("is contradicted by a log that became shorter, and by a proof of nothing", async () => {
    expect(await compareWithHeld(await noteOf(2), [await noteOf(4)], [signer.key], unasked, unasked)).toEqual({ state: "rewritten", held: 4 });
    expect(await compareWithHeld(await noteOf(4), [await noteOf(2)], [signer.key], () => Promise.resolve({ path: ["!"], checkpoint: "" }), unasked)).toEqual({ state: "rewritten", held: 2 });
  });

  it("is not forgotten when the log begins an epoch, nor when it falls back to one before", async () => {
    const [first, second] = [await noteOf(4), await noteOf(2, signer, nextEpoch)];
    expect(await compareWithHeld(second, [first], [signer.key], unasked, () => leafZero(first))).toEqual({ state: "anew", held: 4, isProven: false });
    expect(await compareWithHeld(await noteOf(4, signer, "artisan.example/ledger/ws_other/2"), [first], [signer.key], unasked, unasked)).toEqual({ state: "first" });
    expect(await compareWithHeld(first, [second], [signer.key], unasked, unasked)).toEqual({ state: "rewritten", held: 2 });
  });

  it("is proven to be left in an epoch that is over, where that one went on", async () => {
    const [first, second] = [await noteOf(2), await noteOf(2, signer, nextEpoch)];
    const found = async (prove: Parameters<typeof compareWithHeld>[3], kept: number, previous: string) => compareWithHeld(second, [first], [signer.key], prove, () => leafZero(previous, signer, kept));
    expect(await found(proof, 4, await noteOf(4))).toEqual({ state: "anew", held: 2, isProven: true });
    expect(await found(proof, 4, await newNote(signer, 9, leaves[0] ?? new Uint8Array()))).toEqual({ state: "anew", held: 2, isProven: true });
    expect(await found(unasked, 1, await noteOf(4))).toEqual({ state: "anew", held: 2, isProven: false });
    for (const bad of [null, { path: ["!"], checkpoint: await noteOf(4) }, { ...(await proof()), checkpoint: await noteOf(4, await newSigner()) }, { ...(await proof()), checkpoint: second }]) {
      expect(await found(() => Promise.resolve(bad), 4, await noteOf(4))).toEqual({ state: "rewritten", held: 2 });
    }
    expect(await found(proof, 4, await newNote(signer, 4, leaves[0] ?? new Uint8Array()))).toEqual({ state: "rewritten", held: 2 });
  });

  it("is contradicted by an epoch whose first receipt hides what was seen of the one before", async () => {
    const [first, second] = [await noteOf(4), await noteOf(2, signer, nextEpoch)];
    const found = async (bundle: string | null) => (await compareWithHeld(second, [first], [signer.key], unasked, () => Promise.resolve(bundle))).state;
    expect(await found(null)).toBe("rewritten");
    expect(await found(await leafZero(await noteOf(2)))).toBe("rewritten");
    expect(await found(await leafZero(await newNote(signer, 4, leaves[0] ?? new Uint8Array())))).toBe("rewritten");
    expect(await found(await leafZero(await newNote(signer, 9, leaves[0] ?? new Uint8Array())))).toBe("anew");
    expect(await found(await leafZero(first, await newSigner()))).toBe("rewritten");
    expect(await found((await leafZero(first)).replace("restored", "restated"))).toBe("rewritten");
  });

  it("is not replaced by one that no published key signed", async () => expect(await compareWithHeld(await noteOf(4, await newSigner()), [], [signer.key], unasked, unasked)).toEqual({ state: "unsigned" }));
});
