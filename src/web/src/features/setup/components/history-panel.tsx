import { Panel } from "@/components/layout/panel";
import { formatTime } from "@/lib/format";
import { stepTexts, type Setup } from "../model/setup";

/** What was done last. */
export function HistoryPanel({ history }: { history: Setup["history"] }) {
  return (
    <Panel title="History">
      <ol className="flex flex-col gap-2">
        {history.map((entry, at) => (
          <li key={`${entry.at}-${String(at)}`} className="grid gap-x-4 sm:grid-cols-[175px_minmax(0,1fr)]">
            <time dateTime={entry.at} className="num text-ink-3">
              {formatTime(entry.at)}
            </time>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {stepTexts.find((text) => text.name === entry.step)?.title ?? "Set-up"} {words[entry.what] ?? entry.what}
              {entry.detail ? <span className="text-ink-3">: {entry.detail}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const words: Record<string, string> = { saved: "saved", validated: "found right", failed: "found not right", completed: "completed" };
