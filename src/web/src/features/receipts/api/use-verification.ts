import { useCallback, useRef, useState } from "react";
import { trustStore } from "../model/verify/trust";
import { verifyBundle, type Verification } from "../model/verify/verify-bundle";

interface Asked {
  bundle: string | Promise<string>;
  name: string;
}

interface Verified {
  name: string;
  verification: Verification;
}

/** Verifies bundle files against what this browser trusts, and verifies again when that changes. */
export function useVerification() {
  const [pins, setPins] = useState(trustStore.pins);
  const [verified, setVerified] = useState<Verified | null>(null);
  const [isRunning, setRunning] = useState(false);
  const latest = useRef<Asked | null>(null);

  /** A slow file may be done after one that was asked for later: only what was asked for last is shown. */
  const run = useCallback(async (asked: Asked, thumbprints: readonly string[]) => {
    latest.current = asked;
    setRunning(true);
    try {
      const verification = await verifyBundle(await asked.bundle, { thumbprints, heldNotes: trustStore.heldNotes() });
      if (latest.current !== asked) return;
      if (verification.outcome === "valid" && verification.note) trustStore.hold(verification.note);
      setVerified({ name: asked.name, verification });
    } catch (error) {
      if (latest.current !== asked) return;
      latest.current = null;
      setVerified(null);
      throw error;
    } finally {
      if (latest.current === asked || latest.current === null) setRunning(false);
    }
  }, []);

  const verify = useCallback((bundle: string | Promise<string>, name = "") => run({ bundle, name }, trustStore.pins()), [run]);

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
    isRunning,
    verify,
    pin: (thumbprint: string) => changePins(() => trustStore.pin(thumbprint)),
    unpin: (thumbprint: string) => changePins(() => trustStore.unpin(thumbprint)),
  };
}
