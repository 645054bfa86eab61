import { deflateSync } from "node:zlib";
import { screen, waitFor } from "@testing-library/react";
import { beforeAll, describe, expect, it } from "vitest";
import { hex, sha256, utf8 } from "@/features/receipts/model/verify/bytes";
import { canonicalText, type JsonObject } from "@/features/receipts/model/verify/canonical-json";
import { axeFindings } from "@/testing/axe";
import { FakeApi } from "@/testing/fake-api";
import { newBundle, newSigner, type Signer } from "@/testing/receipt-builder";
import { openAt } from "@/testing/render";

const receipt = "rcp_00000000000000000000000007";
const data = canonicalText({ currency: "EUR", format: "artisan.dev/invoice@v1", id: "inv_1", lines: [], number: "INV-AB12-000001", receipt, totalMinor: 4900, workspace: "ws_1" });
let signer: Signer;
let bundle: string;
let code: string;

/** A PDF as far as this page looks into it. */
function pdf(text: string): File {
  const packed = deflateSync(utf8(text));
  const head = `%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Subtype /application#2Fjson /Params << /Size ${text.length} >> /Filter /FlateDecode /Length ${packed.length} /Length1 ${text.length} >>\nstream\n`;
  return new File([head, packed, "\nendstream\nendobj\n%%EOF\n"], "INV-AB12-000001.pdf", { type: "application/pdf" });
}

async function bundleOf(change: JsonObject = {}): Promise<string> {
  const body = { currency: "EUR", document: hex(await sha256(utf8(data))), invoiceId: "inv_1", number: "INV-AB12-000001", totalMinor: 4900, ...change };
  return await newBundle(signer, { statement: canonicalText({ body, format: "artisan.dev/receipt@v1", id: receipt, issuedAt: "2026-11-21T13:00:00.0000000Z", kind: "invoice", workspace: "ws_1" }) });
}

beforeAll(async () => {
  signer = await newSigner();
  bundle = await bundleOf();
  code = `/verify#receipt=${receipt}&sha256=${hex(await sha256(utf8(data)))}`;
});

function stateOf(check: string): string | null | undefined {
  return document.querySelector(`[data-check="${check}"]`)?.getAttribute("data-state");
}

async function drop(user: ReturnType<typeof openAt>["user"], label: string, file: File) {
  await user.upload(await screen.findByLabelText(label), file);
}

describe("An invoice that somebody was handed", () => {
  it("is checked against its code and its receipt, without a request", async () => {
    const server = new FakeApi();
    localStorage.setItem("artisan.pinned-keys", JSON.stringify([signer.key.thumbprint]));
    const { user, container } = openAt(code);
    expect(await screen.findByRole("heading", { name: "Check an invoice" })).toBeTruthy();
    await drop(user, "Invoice file", pdf(data));
    expect(await screen.findByText("Now the receipt")).toBeTruthy();
    expect(stateOf("invoice-code")).toBe("passed");
    await drop(user, "File", new File([bundle], "invoice.receipt.json", { type: "application/json" }));
    expect(await screen.findByText("This is the invoice that was issued")).toBeTruthy();
    expect(stateOf("invoice-receipt")).toBe("passed");
    expect(stateOf("invoice-figures")).toBe("passed");
    expect(server.requests).toEqual([]);
    expect(await axeFindings(container)).toEqual([]);
  });

  it("fits a receipt whose signer is not known yet, and says so", async () => {
    new FakeApi();
    const { user } = openAt("/verify");
    await drop(user, "File", new File([bundle], "invoice.receipt.json", { type: "application/json" }));
    await drop(user, "Invoice file", new File([data], "invoice.json", { type: "application/json" }));
    expect(await screen.findByText("It fits the receipt, but the signer is not known to you")).toBeTruthy();
  });

  it.each([
    ["a changed total", () => pdf(data.replace("4900", "4800"))],
    ["another number", () => pdf(data.replace("000001", "000002"))],
  ])("with %s is refused by code and receipt", async (_, file) => {
    new FakeApi();
    const { user } = openAt(code);
    await drop(user, "File", new File([bundle], "invoice.receipt.json", { type: "application/json" }));
    await drop(user, "Invoice file", file());
    expect(await screen.findByText("This invoice is not the one that was issued")).toBeTruthy();
    expect(stateOf("invoice-code")).toBe("failed");
    await waitFor(() => expect(stateOf("invoice-receipt")).toBe("failed"));
    expect(stateOf("invoice-figures")).toBe("failed");
  });

  it("is refused where the receipt states another total for the same data", async () => {
    new FakeApi();
    const { user } = openAt("/verify");
    await drop(user, "File", new File([await bundleOf({ totalMinor: 1 })], "invoice.receipt.json", { type: "application/json" }));
    await drop(user, "Invoice file", pdf(data));
    await waitFor(() => expect(stateOf("invoice-figures")).toBe("failed"));
    expect(stateOf("invoice-receipt")).toBe("passed");
    expect(screen.getByText("This invoice is not the one that was issued")).toBeTruthy();
  });

  it.each([
    ["a PDF without data", () => new File(["%PDF-1.7\n%%EOF\n"], "scan.pdf"), /it was printed or saved anew/],
    ["a PDF whose data is broken", () => new File(["%PDF-1.7\n<< /Type /EmbeddedFile /Subtype /x /Filter /FlateDecode /Length 4 /Length1 4 >>\nstream\nabcd\nendstream"], "broken.pdf"), /it was printed or saved anew/],
    ["any other file", () => new File(["{}"], "x.json"), /neither an invoice’s PDF nor its data/],
  ])("is told from %s", async (_, file, sentence) => {
    new FakeApi();
    const { user } = openAt("/verify");
    await drop(user, "Invoice file", file());
    expect(await screen.findByText(sentence)).toBeTruthy();
  });

  it("keeps the page as it was for a code that is none", async () => {
    new FakeApi();
    openAt("/verify#receipt=javascript:1&sha256=zz");
    expect(await screen.findByRole("heading", { name: "Check a receipt" })).toBeTruthy();
  });
});
