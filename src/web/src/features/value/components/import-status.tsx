import { Link } from "@tanstack/react-router";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Figures } from "@/components/layout/figures";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { formatCount, plural } from "@/lib/format";
import { importJob } from "../api/push-data";
import type { ImportProgress } from "../model/import/import-job";

const words: Record<ImportProgress["state"], string> = {
  idle: "",
  running: "Importing. You can leave this page; keep the tab open.",
  paused: "Paused. Nothing is lost.",
  failed: "A batch was refused. Try it again, or cancel.",
  done: "All rows are in.",
  canceled: "Stopped. The rows sent so far are in; importing the file again adds only the rest.",
};

export function ImportStatus({ progress, onDone }: { progress: ImportProgress; onDone: () => void }) {
  const share = progress.bytesTotal === 0 ? 1 : progress.bytesRead / progress.bytesTotal;
  const over = progress.state === "done" || progress.state === "canceled";
  return (
    <>
      <Figures
        figures={[
          { label: "Points stored", value: formatCount(progress.stored), note: `source “${progress.source}”` },
          { label: "Already there", value: formatCount(progress.repeated), note: "counted once" },
          { label: "Rows not taken", value: formatCount(progress.corruptCount), note: progress.corruptCount > 0 ? "listed below" : "none so far" },
          { label: "Read", value: `${Math.floor(share * 100)} %`, note: progress.fileName },
        ]}
      />
      <Panel title={progress.fileName}>
        <div className="flex flex-col gap-3">
          {over ? null : <Progress value={share} label="Part of the file that was read" />}
          <p role="status">{words[progress.state]}</p>
          <ProblemNote error={progress.error} />
          <div className="flex flex-wrap gap-2">
            {progress.state === "running" ? <Button onClick={() => importJob.pause()}>Pause</Button> : null}
            {progress.state === "paused" ? (
              <Button tone="main" onClick={() => importJob.resume()}>
                Go on
              </Button>
            ) : null}
            {progress.state === "failed" ? (
              <Button tone="main" onClick={() => importJob.resume()}>
                Try the batch again
              </Button>
            ) : null}
            {over ? (
              <>
                <Button asChild tone="main">
                  <Link to="/value/definitions">Go to the definitions</Link>
                </Button>
                <Button
                  onClick={() => {
                    importJob.clear();
                    onDone();
                  }}
                >
                  Import another file
                </Button>
              </>
            ) : (
              <Button tone="danger" onClick={() => importJob.cancel()}>
                Cancel
              </Button>
            )}
          </div>
        </div>
      </Panel>
      {progress.corruptCount > 0 ? (
        <Panel title="Rows not taken" aside={plural(progress.corruptCount, "row")} className="mt-4" flush>
          <ol className="relative num max-h-96 divide-y divide-line-2 overflow-y-auto" tabIndex={0} aria-label="Rows not taken, by line">
            {progress.corrupt.map((corrupt) => (
              <li key={corrupt.line} className="flex gap-4 px-4 py-2">
                <span className="w-24 shrink-0 text-ink-3">Line {formatCount(corrupt.line)}</span>
                <span>{corrupt.problem}</span>
              </li>
            ))}
          </ol>
          {progress.corruptCount > progress.corrupt.length ? <p className="border-t border-line-2 px-4 py-2 text-sm text-ink-3">Only the first {formatCount(progress.corrupt.length)} are listed.</p> : null}
        </Panel>
      ) : null}
    </>
  );
}
