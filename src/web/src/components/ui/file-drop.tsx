import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { cx } from "@/lib/cx";
import { Button } from "./button";

interface FileDropProps {
  label: string;
  hint: string;
  onFile: (file: File) => void;
  accept?: string;
  /** Tells this one from others on the page. */
  inputLabel?: string;
}

/** Takes one file by drag and drop, or by a button for everybody else. */
export function FileDrop({ label, hint, onFile, accept, inputLabel = "File" }: FileDropProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={cx("flex flex-col items-center gap-1 rounded-panel border border-dashed px-4 py-10 text-center", over ? "border-accent bg-accent-soft" : "border-line-strong")}
    >
      <FileUp className="mb-2 size-6 text-ink-3" aria-hidden="true" />
      <p className="font-semibold">{label}</p>
      <p className={cx("text-sm", over ? "text-ink-2" : "text-ink-3")}>{hint}</p>
      <input ref={input} type="file" accept={accept} className="sr-only" tabIndex={-1} aria-label={inputLabel} onChange={(event) => take(event.target.files)} />
      <Button className="mt-3" onClick={() => input.current?.click()}>
        Choose a file
      </Button>
    </div>
  );
}
