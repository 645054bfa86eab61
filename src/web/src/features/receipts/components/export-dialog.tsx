import { useState } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import type { useExportReceipts } from "../api/export-receipts";

/** The whole log, or the receipts of some days, as a file that verifies without us. */
export function ExportDialog({ download }: { download: ReturnType<typeof useExportReceipts> }) {
  const [isOpen, setOpen] = useState(false);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const isBackwards = from !== "" && to !== "" && from >= to;
  return (
    <>
      <Button tone="main" onClick={() => setOpen(true)}>
        Export
      </Button>
      <Dialog open={isOpen} onOpenChange={setOpen} title="Export receipts" description="The file verifies on its own: with “Check a file”, or with the command line.">
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isBackwards) download.mutate({ from: from || undefined, to: to || undefined }, { onSuccess: () => setOpen(false) });
          }}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label="From" type="date" value={from} hint="Empty: from the first." onChange={(event) => setFrom(event.target.value)} />
            <TextField label="Up to, not including" type="date" value={to} hint="Empty: to the last." error={isBackwards ? "It lies after the first day." : undefined} onChange={(event) => setTo(event.target.value)} />
          </div>
          <ProblemNote error={download.error} />
          <div className="flex justify-end">
            <Button type="submit" tone="main" busy={download.isPending}>
              {from || to ? "Export this part" : "Export all"}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
