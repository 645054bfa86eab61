import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/file-size";
import { plural } from "@/lib/format";

/** How far the files of a message have come; once all of them are sent, the server looks into them. */
export function Sending({ files, sent }: { files: readonly File[]; sent: number }) {
  if (files.length === 0) return null;
  const what = `Sending ${plural(files.length, "file")}, ${formatBytes(files.reduce((sum, file) => sum + file.size, 0))}`;
  return (
    <div className="flex flex-col gap-1 text-sm text-ink-2">
      <div className="flex justify-between gap-3">
        <span role="status">{sent < 1 ? `${what}…` : "All is sent; the files are being checked…"}</span>
        <span className="num" aria-hidden="true">
          {Math.floor(sent * 100)} %
        </span>
      </div>
      <Progress value={sent} label={what} />
    </div>
  );
}
