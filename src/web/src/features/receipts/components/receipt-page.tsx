import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { PageQuery } from "@/components/feedback/page-query";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { formatCount, shorten } from "@/lib/format";
import { saveFile } from "@/lib/save-file";
import { useReceipt } from "../api/get-receipt";
import { useVerification } from "../api/use-verification";
import type { Receipt } from "../model/receipt";
import { titleOf } from "../model/title";
import { CheckList } from "./check-list";
import { ConsistencyCheck } from "./consistency-check";
import { KeyPins } from "./key-pins";
import { MerklePath, MerklePathTable } from "./merkle-path";
import { OutcomeBanner } from "./outcome-banner";
import { ReceiptState } from "./receipt-state";
import { StatementView } from "./statement-view";

export function ReceiptPage({ id }: { id: string }) {
  const receipt = useReceipt(id);
  return (
    <PageQuery query={receipt} title="Receipt">
      {(data) => <Loaded receipt={data} />}
    </PageQuery>
  );
}

function Loaded({ receipt }: { receipt: Receipt }) {
  const sealed = receipt.state === "sealed";
  const { verification, isRunning, verify, pins, pin, unpin } = useVerification();
  const [failure, setFailure] = useState<unknown>(null);

  const start = () => {
    if (receipt.bundle === null) return;
    setFailure(null);
    verify(receipt.bundle).catch(setFailure);
  };

  return (
    <>
      <PageHeader
        title={titleOf(receipt)}
        above={
          <>
            <Link to="/receipts" className="link">
              Receipts
            </Link>{" "}
            / <span className="mono">{shorten(receipt.id)}</span>
          </>
        }
        actions={
          <>
            <Button
              disabled={receipt.bundle === null}
              onClick={() => receipt.bundle !== null && saveFile(new Blob([receipt.bundle], { type: "application/json" }), `${receipt.id}.receipt.json`)}
            >
              Download bundle
            </Button>
            <Button tone="main" busy={isRunning} disabled={receipt.bundle === null} onClick={start}>
              Verify in this browser
            </Button>
          </>
        }
      >
        {sealed ? "Signed and logged. It can be checked in this browser without asking the server." : "Logged. The checkpoint that proves it is about to be signed."}
      </PageHeader>
      {verification ? <OutcomeBanner verification={verification} /> : null}
      {failure ? <p className="mb-4 text-bad">This browser cannot verify signatures here. Open the page over HTTPS, or check the file with the command line.</p> : null}
      <div className="grid items-start gap-4 xl:grid-cols-[1fr_1.1fr]">
        <div className="flex min-w-0 flex-col gap-4">
          <StatementView statement={receipt.statement} />
          {verification ? (
            <Panel title="Checks" aside={`${verification.checks.filter((check) => check.state === "passed").length} of ${verification.checks.length} passed`} flush>
              <CheckList checks={verification.checks} />
            </Panel>
          ) : null}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Panel title="Path to the signed root" aside={<ReceiptState receipt={receipt} />}>
            {verification ? (
              <>
                <MerklePath verification={verification} />
                <MerklePathTable verification={verification} />
              </>
            ) : (
              <p className="text-ink-2">
                {sealed ? `Leaf ${formatCount(receipt.index)}. Press “Verify in this browser” to compute the path from the statement up to the root that was signed.` : "The proof appears with the checkpoint, in a moment."}
              </p>
            )}
          </Panel>
          {verification?.checkpoint ? <ConsistencyCheck head={verification.checkpoint} /> : null}
          <KeyPins pins={pins} offered={verification?.signer ?? null} onPin={pin} onUnpin={unpin} />
        </div>
      </div>
    </>
  );
}
