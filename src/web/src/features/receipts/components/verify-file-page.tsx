import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Callout } from "@/components/feedback/callout";
import { Wordmark } from "@/components/layout/wordmark";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Copyable } from "@/components/ui/copyable";
import { FileDrop } from "@/components/ui/file-drop";
import { formatCount } from "@/lib/format";
import { useVerification } from "../api/use-verification";
import type { InvoiceCode } from "../model/verify/invoice";
import { CheckList } from "./check-list";
import { ExportFailures, ExportOutcome } from "./export-outcome";
import { InvoiceCheck } from "./invoice-check";
import { KeyPins } from "./key-pins";
import { MerklePath, MerklePathTable } from "./merkle-path";
import { OutcomeBanner } from "./outcome-banner";
import { StatementView } from "./statement-view";

/** Open to everybody: a receipt bundle, and an invoice that it states, are checked here without signing in, and without a file leaving the browser. */
export function VerifyFilePage({ code }: { code: InvoiceCode | null }) {
  const { name, verification, log, isRunning, receiptsRead, verify, pins, pin, unpin } = useVerification();
  const [refused, setRefused] = useState(false);

  const take = (file: File) => {
    setRefused(false);
    verify(file, file.name).catch(() => setRefused(true));
  };

  return (
    <div className="mx-auto w-full max-w-[1240px] px-4 pt-4 pb-10 sm:px-7">
      <header className="mb-8 flex items-center justify-between gap-3">
        <Wordmark />
        <Button asChild>
          <Link to="/">Open Artisan</Link>
        </Button>
      </header>
      <main id="main" tabIndex={-1}>
        <PageHeader title={code ? "Check an invoice" : "Check a receipt"}>
          {code ? "Drop the invoice, and the bundle of its receipt. " : "Drop a receipt bundle, or the export of a whole log. "}
          Files are read and verified in this browser; nothing is sent anywhere.
        </PageHeader>
        {code ? (
          <Callout title="A code on an invoice led you here" className="mb-4">
            It names receipt <Copyable value={code.receipt} what="receipt id" /> and the hash <Copyable value={code.sha256} what="hash" />. Whoever was billed can download the receipt’s bundle from its page in Artisan.
          </Callout>
        ) : null}
        {verification ? <OutcomeBanner verification={verification} /> : null}
        {log ? <ExportOutcome log={log} /> : null}
        {isRunning ? (
          <p role="status" className="mb-4 text-ink-2">
            Verifying{receiptsRead > 0 ? `: ${formatCount(receiptsRead)} receipts so far` : ""}…
          </p>
        ) : null}
        {refused ? <p className="mb-4 text-bad">This browser cannot verify signatures on this page. Open it over HTTPS.</p> : null}
        <div className="grid items-start gap-4 xl:grid-cols-[1fr_1.1fr]">
          <div className="flex min-w-0 flex-col gap-4">
            {code ? <InvoiceCheck code={code} verification={verification} /> : null}
            <Panel title={verification ?? log ? name : "Receipts"}>
              <FileDrop label={verification ?? log ? "Drop another file here" : "Drop a bundle or an export here"} hint="A file as “Download bundle” or “Export” gives it, of any size." accept=".json,application/json" onFile={take} />
            </Panel>
            {verification ? (
              <Panel title="Checks" flush>
                <CheckList checks={verification.checks} />
              </Panel>
            ) : null}
            {log ? <ExportFailures log={log} /> : null}
            {code ? null : <InvoiceCheck code={code} verification={verification} />}
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            {verification?.checkpoint ? (
              <Panel title="Path to the signed root" aside={`checkpoint ${verification.checkpoint.size}`}>
                <MerklePath verification={verification} />
                <MerklePathTable verification={verification} />
              </Panel>
            ) : null}
            {verification?.statementText ? <StatementView statement={verification.statementText} /> : null}
            <KeyPins pins={pins} offered={verification?.signer ?? log?.signer ?? null} onPin={pin} onUnpin={unpin} />
          </div>
        </div>
      </main>
    </div>
  );
}
