import { Paperclip, X } from "lucide-react";
import { useId, useRef } from "react";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@/lib/file-size";
import { acceptedFiles, filesHint, refuseFiles } from "../model/files";

interface FilePickerProps {
  files: readonly File[];
  onChange: (files: File[]) => void;
  disabled?: boolean;
}

/** Chooses the files that go with a message, and says at once which cannot. */
export function FilePicker({ files, onChange, disabled = false }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  const hint = useId();
  const refused = refuseFiles(files);
  return (
    <div className="flex flex-col gap-1.5">
      <input
        ref={input}
        type="file"
        multiple
        accept={acceptedFiles}
        aria-label="Files"
        aria-describedby={hint}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onChange([...files, ...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      {files.length > 0 ? (
        <ul className="flex flex-col gap-1" aria-label="Chosen files">
          {files.map((file, at) => (
            <li key={`${file.name}-${file.lastModified}-${at}`} className="flex items-center gap-2 rounded-control bg-sunken px-2.5 py-1 text-sm">
              <Paperclip className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
              <span className="min-w-0 flex-1 truncate">{file.name}</span>
              <span className="num text-ink-2">{formatBytes(file.size)}</span>
              <Button tone="quiet" size="icon" className="size-7" aria-label={`Leave out ${file.name}`} disabled={disabled} onClick={() => onChange(files.filter((_, other) => other !== at))}>
                <X className="size-4" aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button size="small" disabled={disabled} onClick={() => input.current?.click()}>
          <Paperclip className="size-4" aria-hidden="true" /> Add files
        </Button>
        <span id={hint} className={refused ? "text-sm text-bad" : "text-sm text-ink-3"} role={refused ? "alert" : undefined}>
          {refused ?? filesHint}
        </span>
      </div>
    </div>
  );
}
