import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Copyable } from "@/components/ui/copyable";

/** Where the source sends what happens there; the secret that it signs with is shown while it is new, and never again. */
export function InboundPanel({ url, kind, onSecret }: { url: string; kind: string; onSecret: (secret: string) => void }) {
  const [secret, setSecret] = useState<string>();
  const make = () => {
    const made = secretFor(kind);
    setSecret(made);
    onSecret(made);
  };

  return (
    <div className="flex flex-col gap-2 rounded-control bg-sunken px-3 py-2.5">
      <p className="text-sm text-ink-2">
        It may send what happens to <Copyable value={url} what="address" whole />
        {kind === "salesforce" ? " with ?token= and the token behind it" : ""}, once the secret above is saved here and entered there.
      </p>
      {kind === "hubspot" ? null : (
        <div>
          <Button size="small" onClick={make}>
            Make a secret
          </Button>
        </div>
      )}
      {secret ? (
        <p className="text-sm text-ink-2" role="status">
          Copy it now, it is not shown again: <Copyable value={secret} what="secret" whole />
        </p>
      ) : null}
    </div>
  );
}

/** 32 random bytes, in the form that the source takes. */
function secretFor(kind: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  if (kind === "custom") return `whsec_${btoa(String.fromCharCode(...bytes))}`;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
