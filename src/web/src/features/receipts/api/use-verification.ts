import { useCallback, useRef, useState } from "react";
import { parseNote } from "../model/verify/checkpoint";
import { bytesOf } from "../model/verify/line-reader";
import { trustStore } from "../model/verify/trust";
import { verifyBundle, type Verification } from "../model/verify/verify-bundle";
import { exportFormat, verifyExport, type ExportVerification } from "../model/verify/verify-export";

interface Asked {
  file: string | File;
  name: string;
}

/** What came of a file: it is the bundle of one receipt, or the export of a log. */
type Found = { verification: Verification; log: null } | { verification: null; log: ExportVerification };

/** Verifies files against what this browser trusts, and verifies again when that changes. */
export function useVerification() {
  const [pins, setPins] = useState(trustStore.pins);
  const [verified, setVerified] = useState<(Found & { name: string }) | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [receiptsRead, setReceiptsRead] = useState(0);
  const latest = useRef<Asked | null>(null);

  /** A slow file may be done after one that was asked for later: only what was asked for last is shown. */
  const run = useCallback(async (asked: Asked, thumbprints: readonly string[]) => {
    latest.current = asked;
    setRunning(true);
    setReceiptsRead(0);
    try {
      const found = await judge(asked.file, thumbprints, (count) => latest.current === asked && setReceiptsRead(count));
      if (latest.current !== asked) return;
      hold(found);
      setVerified({ ...found, name: asked.name });
    } catch (error) {
      if (latest.current !== asked) return;
      latest.current = null;
      setVerified(null);
      throw error;
    } finally {
      if (latest.current === asked || latest.current === null) setRunning(false);
    }
  }, []);

  const verify = useCallback((file: string | File, name = "") => run({ file, name }, trustStore.pins()), [run]);

  const changePins = (change: () => void) => {
    change();
    const now = trustStore.pins();
    setPins(now);
    if (latest.current) void run({ ...latest.current }, now);
  };

  return {
    pins,
    name: verified?.name ?? "",
    verification: verified?.verification ?? null,
    log: verified?.log ?? null,
    isRunning,
    receiptsRead,
    verify,
    pin: (thumbprint: string) => changePins(() => trustStore.pin(thumbprint)),
    unpin: (thumbprint: string) => changePins(() => trustStore.unpin(thumbprint)),
  };
}

async function judge(file: string | File, thumbprints: readonly string[], onProgress: (receipts: number) => void): Promise<Found> {
  const trust = { thumbprints, heldNotes: trustStore.heldNotes() };
  if (typeof file === "string") return { verification: await verifyBundle(file, trust), log: null };
  const head = await file.slice(0, 200).text();
  return head.includes(exportFormat) ? { verification: null, log: await verifyExport(bytesOf(file), trust, onProgress) } : { verification: await verifyBundle(await file.text(), trust), log: null };
}

/** What was verified here is what later files must continue. */
function hold({ log }: Found): void {
  // A part of a log is shown to continue an earlier checkpoint only where it was held against one.
  const holdsSome = trustStore.heldNotes().some((note) => parseNote(note)?.workspace === log?.workspace);
  if (log?.outcome === "valid" && (!log.range || holdsSome)) log.lastNotes.forEach(trustStore.hold);
  // The checkpoint of a single receipt begins no memory and follows on none: nothing in it shows that the log before it is the same.
}
