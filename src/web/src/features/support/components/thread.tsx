import { Download, Mail } from "lucide-react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { cx } from "@/lib/cx";
import { formatBytes } from "@/lib/file-size";
import { formatTime, plural } from "@/lib/format";
import { Panel } from "@/components/layout/panel";
import { useDownloadAttachment } from "../api/get-attachment";
import { withLinks, type Attachment, type Message } from "../model/ticket";

/** What was written, the oldest first. */
export function Thread({ messages }: { messages: readonly Message[] }) {
  return (
    <Panel title="Messages" flush aside={plural(messages.length, "message")}>
      <ol className="divide-y divide-line-2">
        {messages.map((message) => (
          <li key={message.id} className={cx("px-4 py-3.5", message.writer === "staff" && "bg-accent-soft/40")}>
            <p className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-[560]">{message.writerName ?? "A former member"}</span>
              {message.writer === "staff" ? <span className="text-sm text-ink-2">Artisan’s support</span> : null}
              <time dateTime={message.at} className="num text-sm text-ink-2">
                {formatTime(message.at)}
              </time>
              {message.byMail ? (
                <span className="inline-flex items-center gap-1 text-sm text-ink-2">
                  <Mail className="size-3.5" aria-hidden="true" /> by e-mail
                </span>
              ) : null}
            </p>
            <p className="mt-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
              {withLinks(message.text).map((part, at) =>
                part.href ? (
                  <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow" className="link underline">
                    {part.text}
                  </a>
                ) : (
                  part.text
                ),
              )}
            </p>
            {message.attachments.length > 0 ? <Attachments files={message.attachments} /> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Attachments({ files }: { files: readonly Attachment[] }) {
  const download = useDownloadAttachment();
  return (
    <>
      <ul aria-label="Files" className="mt-2 flex flex-wrap gap-2">
        {files.map((file) => (
          <li key={file.id} className="max-w-full">
            <button
              type="button"
              disabled={download.isPending}
              onClick={() => download.mutate(file)}
              className="flex max-w-full items-center gap-2 rounded-control border border-line bg-panel px-2.5 py-1 text-sm hover:bg-sunken disabled:opacity-55"
            >
              <Download className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
              <span className="truncate">
                <span className="sr-only">Download</span> {file.name}
              </span>{" "}
              <span className="num whitespace-nowrap text-ink-2">{formatBytes(file.bytes)}</span>
            </button>
          </li>
        ))}
      </ul>
      <ProblemNote error={download.error} className="mt-2" />
    </>
  );
}
