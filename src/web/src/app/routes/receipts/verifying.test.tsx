import { screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "@/testing/axe";
import { withSession } from "@/testing/builders";
import { FakeApi } from "@/testing/fake-api";
import { newBundle, newSigner, statementText, type Signer } from "@/testing/receipt-builder";
import { openAt } from "@/testing/render";

const id = "rcp_00000000000000000000000001";
let signer: Signer;
let bundle: string;

beforeAll(async () => {
  signer = await newSigner();
  bundle = await newBundle(signer);
});

function withReceipt(file: string | null): FakeApi {
  return withSession(new FakeApi()).on("GET", "/receipts/:id", {
    body: { id, kind: "calculation", index: 2, epoch: 1, state: file ? "sealed" : "pending", issuedAt: "2026-11-21T13:00:00Z", statement: statementText(), leafHash: "00", keyId: null, bundle: file },
  });
}

function stateOf(check: string): string | null | undefined {
  return document.querySelector(`[data-check="${check}"]`)?.getAttribute("data-state");
}

describe("Verifying a receipt in the browser", () => {
  it("asks to know the signer first, then is green, without asking the server", async () => {
    const server = withReceipt(bundle);
    const { user, container } = openAt(`/receipts/${id}`);
    expect(await screen.findByRole("heading", { name: "Monthly revenue, June 1998" })).toBeTruthy();
    const before = server.requests.length;

    await user.click(screen.getByRole("button", { name: "Verify in this browser" }));
    expect(await screen.findByText("Consistent, but the signer is not known to you")).toBeTruthy();
    expect(stateOf("inclusion")).toBe("passed");
    expect(stateOf("signer")).toBe("unauthenticated");

    await user.click(screen.getByRole("button", { name: "Trust this key from now on" }));
    expect(await screen.findByText("Verified in this browser")).toBeTruthy();
    expect(stateOf("signer")).toBe("passed");
    expect(server.requests.slice(before).filter((request) => request.path.includes("verify"))).toEqual([]);
    expect(screen.getByRole("img", { name: /it leads to the signed root/ })).toBeTruthy();
    expect(await axeFindings(container)).toEqual([]);
  });

  it("names what is wrong with a tampered receipt", async () => {
    withReceipt(bundle.replace("30458.21", "90458.21"));
    const { user } = openAt(`/receipts/${id}`);
    await user.click(await screen.findByRole("button", { name: "Verify in this browser" }));
    expect(await screen.findByText("Not valid")).toBeTruthy();
    expect(stateOf("leaf-hash")).toBe("failed");
    expect(stateOf("inclusion")).toBe("failed");
    expect(stateOf("checkpoint-note")).toBe("passed");
  });

  it("refuses a signer other than the pinned one", async () => {
    localStorage.setItem("artisan.pinned-keys", JSON.stringify([(await newSigner()).key.thumbprint]));
    withReceipt(bundle);
    const { user } = openAt(`/receipts/${id}`);
    await user.click(await screen.findByRole("button", { name: "Verify in this browser" }));
    expect(await screen.findByText("Not valid")).toBeTruthy();
    expect(stateOf("signer")).toBe("failed");
  });

  it("waits for the checkpoint while the receipt is pending", async () => {
    withReceipt(null);
    openAt(`/receipts/${id}`);
    expect((await screen.findByRole("button", { name: "Verify in this browser" })).hasAttribute("disabled")).toBe(true);
    expect(screen.getByText("pending")).toBeTruthy();
  });
});

describe("The public page for a file", () => {
  it("checks a bundle without signing in and without sending it anywhere", async () => {
    const server = new FakeApi();
    localStorage.setItem("artisan.pinned-keys", JSON.stringify([signer.key.thumbprint]));
    const { user, container } = openAt("/verify");
    await user.upload(await screen.findByLabelText("File"), new File([bundle], "june.receipt.json", { type: "application/json" }));
    expect(await screen.findByText("Verified in this browser")).toBeTruthy();
    expect(server.requests).toEqual([]);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("shows the file that was dropped last, also where an earlier one is read more slowly", async () => {
    new FakeApi();
    const { user } = openAt("/verify");
    const input = await screen.findByLabelText("File");
    let arrive: (text: string) => void = () => undefined;
    const slow = new File(["{}"], "slow.json", { type: "application/json" });
    slow.text = () => new Promise((resolve) => (arrive = resolve));
    await user.upload(input, slow);
    await user.upload(input, new File([bundle], "june.receipt.json", { type: "application/json" }));
    expect(await screen.findByText("Consistent, but the signer is not known to you")).toBeTruthy();

    arrive("{}");
    await user.click(screen.getByRole("button", { name: "Trust this key from now on" }));
    expect(await screen.findByText("Verified in this browser")).toBeTruthy();
    expect(screen.getByText("june.receipt.json")).toBeTruthy();
    expect(stateOf("file")).toBe("passed");
  });

  it("says which result it did not recompute", async () => {
    new FakeApi();
    localStorage.setItem("artisan.pinned-keys", JSON.stringify([signer.key.thumbprint]));
    const statement = statementText(undefined, { formula: "sum(if(amount > 20, amount, 0))" });
    const { user } = openAt("/verify");
    await user.upload(await screen.findByLabelText("File"), new File([await newBundle(signer, { statement })], "june.receipt.json", { type: "application/json" }));
    expect(await screen.findByText(/the result itself was not recomputed/)).toBeTruthy();
    expect(stateOf("result")).toBe("not-recomputed");
    expect(screen.getByText(/^Not recomputed: the formula looks at single points/)).toBeTruthy();
  });

  it("says that a file is no bundle", async () => {
    new FakeApi();
    const { user } = openAt("/verify");
    await user.upload(await screen.findByLabelText("File"), new File(["{}"], "x.json", { type: "application/json" }));
    await waitFor(() => expect(stateOf("file")).toBe("failed"));
  });
});
