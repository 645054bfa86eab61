import { useState } from "react";
import { Button } from "./button";

interface SecretOnceProps {
  /** What it is: `key`, `secret`. */
  what: string;
  value: string;
  onDone: () => void;
}

/** A secret that is shown this once, in a dialog, and is nowhere else in the page. */
export function SecretOnce({ what, value, onDone }: SecretOnceProps) {
  const [copied, setCopied] = useState<"no" | "yes" | "refused">("no");
  return (
    <div className="flex flex-col gap-4">
      <output aria-label={`The new ${what}`} className="mono block rounded-control border border-line-strong bg-sunken px-3 py-2.5 break-all select-all">
        {value}
      </output>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span role="status" className="text-sm text-ink-2">
          {copied === "yes" ? "Copied." : copied === "refused" ? `The browser refused to copy: select the ${what} and copy it by hand.` : ""}
        </span>
        <span className="flex gap-2">
          <Button
            tone="main"
            onClick={() =>
              navigator.clipboard.writeText(value).then(
                () => setCopied("yes"),
                () => setCopied("refused"),
              )
            }
          >
            Copy {what}
          </Button>
          <Button onClick={onDone}>I have stored it</Button>
        </span>
      </div>
    </div>
  );
}
