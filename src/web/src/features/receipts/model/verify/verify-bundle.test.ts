import { beforeAll, describe, expect, it } from "vitest";
import { newBundle, newSigner, statementText, type Signer } from "@/testing/receipt-builder";
import { verifyBundle, type Verification } from "./verify-bundle";

let signer: Signer;
let bundle: string;

beforeAll(async () => {
  signer = await newSigner();
  bundle = await newBundle(signer);
});

function failed(verification: Verification): string[] {
  return verification.checks.filter((check) => check.state === "failed").map((check) => check.name);
}

describe("A receipt bundle", () => {
  it("is valid when its signer is pinned", async () => {
    const verification = await verifyBundle(bundle, { thumbprints: [signer.key.thumbprint] });
    expect(failed(verification)).toEqual([]);
    expect(verification.outcome).toBe("valid");
    expect(verification.statement?.id).toBe("rcp_00000000000000000000000001");
    expect(verification.steps.length).toBeGreaterThan(0);
  });

  it("is valid as the only leaf of its log", async () => {
    const lonely = await newBundle(signer, { index: 0, size: 1 });
    // A proof without steps is spelled on one line pair, as every implementation writes it.
    const verification = await verifyBundle(lonely.replace('"proof":[\n\n],', '"proof":[\n],'), { thumbprints: [signer.key.thumbprint] });
    expect(verification.outcome).toBe("valid");
  });

  it("is consistent, but by an unknown signer, when no key is pinned", async () => {
    const verification = await verifyBundle(bundle, { thumbprints: [] });
    expect(verification.outcome).toBe("consistent-signer-unauthenticated");
    expect(verification.signer).toBe(signer.key.thumbprint);
  });

  it("is refused when another key is pinned", async () => {
    const other = await newSigner();
    const verification = await verifyBundle(bundle, { thumbprints: [other.key.thumbprint] });
    expect(verification.outcome).toBe("invalid");
    expect(failed(verification)).toEqual(["signer"]);
  });

  it("fails by hash, path, result and fee when the result is raised", async () => {
    const verification = await verifyBundle(bundle.replace("30458.21", "40458.21"), { thumbprints: [signer.key.thumbprint] });
    expect(failed(verification)).toEqual(["leaf-hash", "result", "fee", "inclusion"]);
  });

  it("fails by signature when the checkpoint's size is changed", async () => {
    const verification = await verifyBundle(bundle.replace("ws_1/1\\n5\\n", "ws_1/1\\n6\\n"), { thumbprints: [signer.key.thumbprint] });
    expect(failed(verification)).toContain("checkpoint-note");
    expect(verification.outcome).toBe("invalid");
  });

  it("fails when the JWS is by another key", async () => {
    const other = await newBundle(await newSigner());
    const foreign = /"jws":"([^"]+)"/.exec(other)?.[1] ?? "";
    const verification = await verifyBundle(bundle.replace(/"jws":"[^"]+"/, `"jws":"${foreign}"`), { thumbprints: [signer.key.thumbprint] });
    expect(failed(verification)).toEqual(["checkpoint-jws"]);
  });

  it("fails when the statement is about another workspace than the log", async () => {
    const verification = await verifyBundle(await newBundle(signer, { statement: statementText().replace('"workspace":"ws_1"', '"workspace":"ws_2"') }), { thumbprints: [signer.key.thumbprint] });
    expect(failed(verification)).toEqual(["workspace"]);
  });

  it("fails when the stated fee does not follow from the terms", async () => {
    const verification = await verifyBundle(await newBundle(signer, { statement: statementText(undefined, { fee: { amount: "94672.05", currency: "USD", minorUnits: "9467205" } }) }), { thumbprints: [signer.key.thumbprint] });
    expect(failed(verification)).toEqual(["fee"]);
  });

  it("fails when the stated result does not follow from the formula, though the fee follows from the result", async () => {
    const raised = statementText(undefined, { result: "30458.8635", fee: { amount: "94674.07", currency: "USD", minorUnits: "9467407" } });
    const verification = await verifyBundle(await newBundle(signer, { statement: raised }), { thumbprints: [signer.key.thumbprint] });
    expect(failed(verification)).toEqual(["result"]);
  });

  it("fails when the fee for people is another one than the fee for machines", async () => {
    const statement = statementText(undefined, { fee: { amount: "9467.20", currency: "USD", minorUnits: "9467204" } });
    const verification = await verifyBundle(await newBundle(signer, { statement }), { thumbprints: [signer.key.thumbprint] });
    expect(failed(verification)).toEqual(["statement"]);
  });

  it("is valid, with the result marked as not recomputed, where the formula looks at single points", async () => {
    const statement = statementText(undefined, { formula: "sum(if(amount > 20, amount, 0))" });
    const verification = await verifyBundle(await newBundle(signer, { statement }), { thumbprints: [signer.key.thumbprint] });
    expect(verification.outcome).toBe("valid");
    expect(verification.checks.find((check) => check.name === "result")?.state).toBe("not-recomputed");
  });

  it.each([
    ["a blank more", (text: string) => text.replace('"index":', '"index": ')],
    ["another line end", (text: string) => text.replaceAll("\n", "\r\n")],
    ["an escape more", (text: string) => text.replace("revenue", "r\\u0065venue")],
    ["a member more", (text: string) => text.replace('"index":2,', '"index":2,\n"note":"x",')],
    ["no last newline", (text: string) => text.trimEnd()],
    ["nothing in it", () => ""],
  ])("is refused by its form with %s", async (_, change) => {
    const verification = await verifyBundle(change(bundle), { thumbprints: [signer.key.thumbprint] });
    expect(failed(verification)).toEqual(["file"]);
  });

  it("fails when this browser holds another root for the same size", async () => {
    const other = await verifyBundle(await newBundle(signer, { statement: statementText("rcp_00000000000000000000000002") }), { thumbprints: [signer.key.thumbprint] });
    const verification = await verifyBundle(bundle, { thumbprints: [signer.key.thumbprint], heldNotes: [other.note ?? ""] });
    expect(failed(verification)).toEqual(["held-checkpoint"]);
  });
});
