import { screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { trustStore } from "@/features/receipts/model/verify/trust";
import { withSession } from "@/testing/builders";
import { FakeApi } from "@/testing/fake-api";
import { newNote, newSigner, tree, type Signer } from "@/testing/receipt-builder";
import { openAt } from "@/testing/render";

const leaves = [1, 2, 3, 4].map((fill) => new Uint8Array(32).fill(fill));
let signer: Signer;

beforeAll(async () => {
  signer = await newSigner();
});

beforeEach(() => localStorage.clear());

async function noteOf(size: number, of = leaves): Promise<string> {
  return await newNote(signer, size, (await tree(of.slice(0, size), 0)).root);
}

function withLog(note: string, path: string[] = []): FakeApi {
  return withSession(new FakeApi())
    .on("GET", "/receipts", { body: { items: [], next: null } })
    .on("GET", "/receipts/checkpoint", { body: { origin: "artisan.example/ledger/ws_1/1", epoch: 1, size: 4, root: "", note, jws: "", keyId: signer.key.thumbprint, halted: false } })
    .on("GET", "/receipts/keys", { body: { keys: [{ kty: "RSA", n: signer.key.n, e: signer.key.e }] } })
    .on("GET", "/receipts/consistency", { body: { from: 2, to: 4, epoch: 1, path, checkpoint: note } })
    .on("GET", "/value/calculations", { body: { items: [], next: null } })
    .on("GET", "/value/definitions", { body: { items: [{ id: "def_1", name: "Monthly revenue" }], next: null } });
}

describe("The list of receipts", () => {
  it("keeps the checkpoint of the first visit in this browser", async () => {
    const note = await noteOf(4);
    withLog(note);
    openAt("/receipts");
    expect(await screen.findByText(/This browser keeps the checkpoint over 4 receipts/)).toBeTruthy();
    expect(trustStore.heldNotes()).toEqual([note]);
  });

  it("says loudly that the log is not the one it saw, and keeps what it saw", async () => {
    const held = await noteOf(2);
    trustStore.hold(held);
    withLog(await noteOf(4, [...leaves].reverse()), ["AAAA"]);
    openAt("/receipts");
    expect((await screen.findByRole("alert")).textContent).toContain("The log is not the one that this browser saw");
    expect(trustStore.heldNotes()).toEqual([held]);
  });

  it("is narrowed by kind, definition and days, in the address", async () => {
    const server = withLog(await noteOf(4));
    const { user } = openAt("/receipts?from=2026-03-01&to=2026-03-31");
    await screen.findByRole("option", { name: "Monthly revenue" });
    await user.selectOptions(screen.getByLabelText("Show receipts of definition"), "def_1");
    await waitFor(() => expect(server.calls("GET", "/receipts").at(-1)?.query.get("definition")).toBe("def_1"));
    const asked = server.calls("GET", "/receipts").at(-1)?.query;
    expect([asked?.get("from"), asked?.get("to")]).toEqual(["2026-03-01T00:00:00Z", "2026-04-01T00:00:00.000Z"]);
  });
});
