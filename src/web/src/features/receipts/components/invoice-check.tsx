import { useRef, useState } from "react";
import { Callout } from "@/components/feedback/callout";
import { Panel } from "@/components/layout/panel";
import { FileDrop } from "@/components/ui/file-drop";
import { formatMinor } from "@/lib/format";
import { checkInvoice, readInvoice, type InvoiceCode, type InvoiceFile } from "../model/verify/invoice";
import type { Verification } from "../model/verify/verify-bundle";
import { Checks } from "./check-list";

interface InvoiceCheckProps {
  /** What the code on the invoice says, where it led here. */
  code: InvoiceCode | null;
  /** The verification of the receipt's bundle, once it was dropped. */
  verification: Verification | null;
}

/** An invoice against its code and against the receipt that states it; both files stay in the browser. */
export function InvoiceCheck({ code, verification }: InvoiceCheckProps) {
  const [read, setRead] = useState<InvoiceFile | string | null>(null);
  const latest = useRef<File | null>(null);
  // A slow file may be read after one that was dropped later: only the last one counts.
  const take = async (file: File) => {
    latest.current = file;
    const found = await readInvoice(new Uint8Array(await file.arrayBuffer())).catch(() => "The file cannot be read.");
    if (latest.current === file) setRead(found);
  };
  const invoice = typeof read === "object" ? read : null;
  const statement = verification?.statement ?? null;
  const checks = invoice ? checkInvoice(invoice, code, statement) : [];
  return (
    <Panel title={invoice ? `Invoice ${invoice.number}` : "Invoice"} aside={invoice ? formatMinor(invoice.totalMinor, invoice.currency) : undefined} flush>
      <div role="status" aria-live="polite">
        {invoice ? <Outcome checks={checks} verification={verification} receipt={invoice.receipt} /> : null}
      </div>
      {checks.length > 0 ? <Checks checks={checks} /> : null}
      <div className="px-4 py-3.5">
        {typeof read === "string" ? <p className="mb-3 text-bad">{read}</p> : null}
        <FileDrop
          label={invoice ? "Drop another invoice here" : "Drop an invoice here"}
          hint="Its PDF as it was downloaded, or the invoice.json attached to it."
          inputLabel="Invoice file"
          accept=".pdf,application/pdf,.json,application/json"
          onFile={(file) => void take(file)}
        />
      </div>
    </Panel>
  );
}

function Outcome({ checks, verification, receipt }: { checks: ReturnType<typeof checkInvoice>; verification: Verification | null; receipt: string }) {
  const failed = checks.some((check) => check.state === "failed");
  if (failed) return <Said state="failed" title="This invoice is not the one that was issued" text="Do not pay it; ask whom it names for the original." />;
  if (!verification) return <Said state="open" title="Now the receipt" text={`Drop the bundle of ${receipt} beside this: it proves that the invoice stands in the signed log.`} />;
  if (verification.outcome === "invalid") return <Said state="failed" title="The receipt is not valid" text="It fits the invoice, but its own checks failed: see below." />;
  if (verification.outcome === "valid") return <Said state="passed" title="This is the invoice that was issued" text="A receipt in the signed log states exactly this invoice, and its signer is a key you trust." />;
  return <Said state="warning" title="It fits the receipt, but the signer is not known to you" text="Pin the signer’s key to know who made it." />;
}

function Said({ state, title, text }: { state: "passed" | "failed" | "open" | "warning"; title: string; text: string }) {
  return (
    <div className="px-4 pt-3.5">
      <Callout state={state} title={title}>
        {text}
      </Callout>
    </div>
  );
}
