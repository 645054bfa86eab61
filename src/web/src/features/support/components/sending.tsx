import { Progress } from "@/components/ui/progress";
import { formatBytes } from "@/lib/file-size";
import { plural } from "@/lib/format";

/** Says that files are on their way: they may take a while. */
export function Sending({ files }: { files: readonly File[] }) {
  if (files.length === 0) return null;
  const what = `Sending ${plural(files.length, "file")}, ${formatBytes(files.reduce((sum, file) => sum + file.size, 0))}`;
  return (
    <div role="status" className="flex flex-col gap-1 text-sm text-ink-2">
      {what}…
      <Progress value={undefined} label={what} />
    </div>
  );
}
