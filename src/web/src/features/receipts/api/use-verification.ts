import { useCallback, useState } from "react";
import { trustStore } from "../model/verify/trust";
import { verifyBundle, type Verification } from "../model/verify/verify-bundle";

/** Verifies bundle files against what this browser trusts, and verifies again when that changes. */
export function useVerification() {
  const [pins, setPins] = useState(trustStore.pins);
  const [file, setFile] = useState<string | null>(null);
  const [verification, setVerification] = useState<Verification | null>(null);
  const [isRunning, setRunning] = useState(false);

  const verify = useCallback(async (bundle: string, thumbprints = trustStore.pins()) => {
    setFile(bundle);
    setRunning(true);
    try {
      const result = await verifyBundle(bundle, { thumbprints, heldNotes: trustStore.heldNotes() });
      if (result.outcome === "valid" && result.note) trustStore.hold(result.note);
      setVerification(result);
    } finally {
      setRunning(false);
    }
  }, []);

  const changePins = (change: () => void) => {
    change();
    const now = trustStore.pins();
    setPins(now);
    if (file !== null && verification !== null) void verify(file, now);
  };

  return {
    pins,
    verification,
    isRunning,
    verify,
    pin: (thumbprint: string) => changePins(() => trustStore.pin(thumbprint)),
    unpin: (thumbprint: string) => changePins(() => trustStore.unpin(thumbprint)),
  };
}
