import { useState } from "react";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { isThumbprint } from "../model/verify/rsa-key";

interface KeyPinsProps {
  pins: readonly string[];
  /** A signer that could be trusted on first use. */
  offered: string | null;
  onPin: (thumbprint: string) => void;
  onUnpin: (thumbprint: string) => void;
}

/** The keys this browser trusts. A thumbprint is public: it stands on invoices and in the go-live receipt, and the command line prints it. */
export function KeyPins({ pins, offered, onPin, onUnpin }: KeyPinsProps) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  return (
    <Panel title="Keys you trust" aside={pins.length === 0 ? "none pinned" : `${pins.length} pinned here`}>
      <div className="flex flex-col gap-3">
        {pins.map((pin) => (
          <div key={pin} className="flex items-center justify-between gap-3">
            <code className="mono break-all">{pin}</code>
            <Button size="small" aria-label={`Forget the key ${pin}`} onClick={() => onUnpin(pin)}>
              Forget
            </Button>
          </div>
        ))}
        {offered && !pins.includes(offered) ? (
          <div className="rounded-control bg-warn-soft px-3 py-2.5">
            <p className="text-warn">
              This bundle is signed by <code className="mono break-all">{offered}</code>. Compare it with the thumbprint on an invoice or from your Artisan contact before you trust it.
            </p>
            <Button size="small" className="mt-2" onClick={() => onPin(offered)}>
              Trust this key from now on
            </Button>
          </div>
        ) : null}
        <form
          noValidate
          className="flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            const thumbprint = text.trim();
            if (!isThumbprint(thumbprint)) {
              setProblem("A thumbprint has 43 letters, digits, dashes and underscores.");
              return;
            }
            onPin(thumbprint);
            setText("");
            setProblem(undefined);
          }}
        >
          <TextField
            label="Pin a thumbprint"
            placeholder="43 characters"
            spellCheck={false}
            autoComplete="off"
            value={text}
            error={problem}
            fieldClassName="min-w-56 flex-1"
            className="mono"
            onChange={(event) => setText(event.target.value)}
          />
          <Button type="submit">Pin</Button>
        </form>
      </div>
    </Panel>
  );
}
