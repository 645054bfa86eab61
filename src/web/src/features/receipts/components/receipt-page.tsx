import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ErrorState } from "@/components/feedback/page-states";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { formatCount, formatPeriod, shorten } from "@/lib/format";
import { saveFile } from "@/lib/save-file";
import { useBundle } from "../api/get-bundle";
import { useReceipt } from "../api/get-receipt";
import { useVerification } from "../api/use-verification";
import { kindWords, type Receipt } from "../model/receipt";
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
    <QueryView query={receipt} loading={<BlockSkeleton what="receipt" lines={8} />}>
      {(data) => <Loaded receipt={data} />}
    </QueryView>
  );
}

function Loaded({ receipt }: { receipt: Receipt }) {
  const sealed = receipt.state === "sealed";
  const bundle = useBundle(receipt.id, sealed);
  const { verification, isRunning, verify, pins, pin, unpin } = useVerification();
  const [failure, setFailure] = useState<unknown>(null);

  const start = () => {
    if (bundle.data === undefined) return;
    setFailure(null);
    verify(bundle.data).catch(setFailure);
  };

  return (
    <>
      <PageHeader
        title={[receipt.title || (kindWords[receipt.kind] ?? receipt.kind), receipt.period ? formatPeriod(receipt.period, "long") : ""].filter(Boolean).join(", ")}
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
              disabled={bundle.data === undefined}
              onClick={() => bundle.data !== undefined && saveFile(new Blob([bundle.data], { type: "application/json" }), `${receipt.id}.receipt.json`)}
            >
              Download bundle
            </Button>
            <Button tone="main" busy={isRunning} disabled={bundle.data === undefined} onClick={start}>
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
            ) : bundle.isError ? (
              <ErrorState error={bundle.error} onRetry={() => void bundle.refetch()} />
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
