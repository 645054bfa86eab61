import { hex, sha256, utf8, type Bytes } from "./bytes";
import { isObject, parseCanonical } from "./canonical-json";
import type { CheckState } from "./check";
import type { Statement } from "./statement";

/** What the code on an invoice says: the receipt that states it, and the hash of the invoice as data. */
export interface InvoiceCode {
  receipt: string;
  sha256: string;
}

/** An invoice as data, as its PDF carries it. */
export interface InvoiceFile {
  id: string;
  number: string;
  currency: string;
  totalMinor: number;
  receipt: string;
  workspace: string;
  sha256: string;
}

export interface InvoiceCheck {
  name: "invoice-code" | "invoice-receipt" | "invoice-figures";
  title: string;
  state: CheckState;
  detail: string;
}

const format = "artisan.dev/invoice@v1";
const mostBytes = 16 * 1024 * 1024;
const mostText = 2 * 1024 * 1024;

/** The code of an address like `/verify#receipt=rcp_...&sha256=...`; null where there is none. */
export function readCode(hash: string): InvoiceCode | null {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const [receipt, sum] = [parts.get("receipt") ?? "", parts.get("sha256") ?? ""];
  return /^rcp_[0-9a-z]{8,40}$/i.test(receipt) && /^[0-9a-f]{64}$/.test(sum) ? { receipt, sha256: sum } : null;
}

/** Reads an invoice from its PDF, or from the data that was taken out of it; a text says what is wrong otherwise. */
export async function readInvoice(bytes: Bytes): Promise<InvoiceFile | string> {
  if (bytes.length > mostBytes) return "An invoice has at most 16 MiB.";
  const start = String.fromCharCode(...bytes.slice(0, 5));
  const data = start === "%PDF-" ? await attachedData(bytes) : bytes;
  if (data === null) return "This PDF carries no invoice as data: it was printed or saved anew. Use the file as it was downloaded.";
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
  } catch {
    return "The file is neither an invoice’s PDF nor its data.";
  }
  const root = parseCanonical(text);
  if (!isObject(root) || root.format !== format) return "The file is neither an invoice’s PDF nor its data.";
  const { id, number, currency, totalMinor, receipt, workspace } = root;
  if (typeof id !== "string" || typeof number !== "string" || typeof currency !== "string" || typeof totalMinor !== "number" || typeof receipt !== "string" || typeof workspace !== "string") {
    return "The invoice’s data is not complete.";
  }
  return { id, number, currency, totalMinor, receipt, workspace, sha256: hex(await sha256(utf8(text))) };
}

/** What can be said about an invoice from its code and from the statement of its receipt, whichever of them is at hand. */
export function checkInvoice(invoice: InvoiceFile, code: InvoiceCode | null, statement: Statement | null): InvoiceCheck[] {
  const checks: InvoiceCheck[] = [];
  if (code) {
    const same = code.sha256 === invoice.sha256 && code.receipt === invoice.receipt;
    checks.push({
      name: "invoice-code",
      title: "The code belongs to this file",
      state: same ? "passed" : "failed",
      detail: same ? "The hash in the code is the hash of the invoice’s data." : "The code is that of another invoice, or the file was changed.",
    });
  }
  if (!statement) return checks;
  const { body } = statement;
  const stated = statement.kind === "invoice" && statement.id === invoice.receipt && statement.workspace === invoice.workspace && body.document === invoice.sha256;
  checks.push({
    name: "invoice-receipt",
    title: "The receipt states this invoice",
    state: stated ? "passed" : "failed",
    detail: stated ? `Receipt ${statement.id} states the hash of the invoice’s data.` : statement.kind === "invoice" ? "The receipt states the hash of other data." : "The bundle is not the receipt of an invoice.",
  });
  const figures = body.number === invoice.number && body.totalMinor === invoice.totalMinor && body.currency === invoice.currency && body.invoiceId === invoice.id;
  checks.push({
    name: "invoice-figures",
    title: "Number and total agree",
    state: figures ? "passed" : "failed",
    detail: figures ? "Number, total and currency are those that the receipt states." : "The receipt states another number, total or currency.",
  });
  return checks;
}

/** The one attachment of an invoice's PDF, as Artisan writes it. */
async function attachedData(pdf: Bytes): Promise<Bytes | null> {
  const text = new TextDecoder("latin1").decode(pdf);
  const entry = /\/Type \/EmbeddedFile [^\n]*\/Filter \/FlateDecode \/Length (\d+)[^\n]*\nstream\n/.exec(text);
  if (!entry) return null;
  const begin = entry.index + entry[0].length;
  return await inflate(pdf.slice(begin, begin + Number(entry[1])));
}

/** Unpacks, but never more than an invoice can be. */
async function inflate(packed: Bytes): Promise<Bytes | null> {
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  const written = writer.write(packed).then(() => writer.close());
  // A broken stream is told by the reader; here it would be told a second time.
  written.catch(() => undefined);
  const reader = stream.readable.getReader();
  const parts: number[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return Uint8Array.from(parts);
      if (parts.length + value.length > mostText) return null;
      for (const byte of value) parts.push(byte);
    }
  } catch {
    return null;
  }
}
