import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bundleFormat } from "./bundle";
import { rsaKey } from "./rsa-key";
import { verifyBundle } from "./verify-bundle";
import { verifyExport } from "./verify-export";

interface Row {
  name: string;
  outcome: string;
  fails: string[];
  pins: string[];
  held: string[];
  jwks: { keys: { n: string; e: string }[] } | null;
}

/** Made by the ledger's own code, which is held against it too: UPDATE_GOLDEN=1 dotnet test tests/Artisan.Value.Tests */
function golden(name: string): Uint8Array {
  return readFileSync(new URL(`../../../../../../../tests/Golden/verification/${name}.json`, import.meta.url));
}

const table = JSON.parse(new TextDecoder().decode(golden("cases"))) as Row[];

/** As a browser reads a file: in parts that end anywhere. */
async function* inParts(bytes: Uint8Array, length = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.subarray(at, at + length));
}

async function judge(row: Row): Promise<{ outcome: string; fails: string[] }> {
  const bytes = golden(row.name);
  const set = await Promise.all((row.jwks?.keys ?? []).map(({ n, e }) => rsaKey(n, e)));
  const trust = { thumbprints: [...row.pins, ...set.flatMap((key) => (key ? [key.thumbprint] : []))], heldNotes: row.held };
  const text = new TextDecoder().decode(bytes);
  if (text.slice(0, 100).includes(bundleFormat)) {
    const { outcome, checks } = await verifyBundle(text, trust);
    return { outcome, fails: distinct(checks.filter((check) => check.state === "failed").map((check) => check.name)) };
  }
  const { outcome, failures } = await verifyExport(inParts(bytes), trust);
  return { outcome, fails: distinct(failures.map((failure) => failure.check)) };
}

function distinct(names: string[]): string[] {
  return [...new Set(names)].sort();
}

describe("The table of files that every verifier judges alike", () => {
  it("has the attempts that matter", () => expect(table.length).toBeGreaterThan(45));

  it("holds a part of a log against what is kept of its own epoch", async () => {
    const [first, second] = ["range-from-the-first-before-what-is-held", "range-of-another-epoch-than-what-is-held"].flatMap((name) => table.filter((row) => row.name === name)).map((row) => row.held[0] ?? "");
    const later = table.filter((row) => row.name === "valid-range-of-a-later-epoch");
    expect(await Promise.all(later.map((row) => judge({ ...row, held: [first ?? "", second ?? ""] })))).toEqual([{ outcome: "valid", fails: [] }]);
    expect(await Promise.all(later.map((row) => judge({ ...row, held: [first ?? ""] })))).toEqual([{ outcome: "held-checkpoint-outside", fails: [] }]);
  });

  it.each(table.map((row) => [row.name, row] as const))("%s", async (_, row) => {
    expect(await judge(row)).toEqual({ outcome: row.outcome, fails: row.fails });
  });
});
