import { Megaphone } from "lucide-react";
import { useState } from "react";
import { column, DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/feedback/page-states";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { useMembers } from "@/features/workspaces/api/list-members";
import { formatTime } from "@/lib/format";
import { useSaveChannels, useTestChannel } from "../api/channels";
import type { Rules } from "../model/alert";
import { bodyOf, kindNames, targetOf, type Channel, type ChannelBody } from "../model/channel";
import { ChannelDialog } from "./channel-dialog";

interface ChannelsPanelProps {
  rules: Rules;
  etag: string | undefined;
}

/** Who else is told of alerts: added, tried, switched off and removed here, with what came of the latest message. */
export function ChannelsPanel({ rules, etag }: ChannelsPanelProps) {
  const membership = useMembership();
  const mayChange = isAtLeast(membership, "admin");
  const members = useMembers(membership?.id ?? "");
  const save = useSaveChannels();
  const test = useTestChannel();
  const [edited, setEdited] = useState<Channel | "new" | null>(null);
  const nameOf = (id: string) => members.data?.items.find((member) => member.id === id)?.name ?? "somebody who has left";
  const put = (channels: ChannelBody[], done: () => void = () => undefined) => save.mutate({ rules, channels, etag }, { onSuccess: done });
  const others = (of: Channel) => rules.channels.filter((channel) => channel.id !== of.id).map(bodyOf);
  const replace = (before: Channel, after: ChannelBody) => rules.channels.map((channel) => (channel.id === before.id ? after : bodyOf(channel)));
  const open = (channel: Channel | "new" | null) => {
    save.reset();
    setEdited(channel);
  };
  const columns = [
    column<Channel>("name", "Channel", (row) => (
      <span>
        <span className="font-[540]">{row.name}</span> <span className="text-ink-3">{kindNames[row.kind]}</span>
      </span>
    )),
    column<Channel>("to", "To", (row) => <span className="[overflow-wrap:anywhere]">{targetOf(row, nameOf)}</span>, { from: "lg" }),
    column<Channel>("severities", "Told of", (row) => row.severities.join(", "), { from: "md" }),
    column<Channel>("latest", "Latest message", (row) => <Latest channel={row} />),
    column<Channel>(
      "actions",
      "Actions",
      (row) =>
        mayChange ? (
          <span className="flex flex-wrap justify-end gap-1">
            <Button size="small" tone="quiet" aria-label={`Test ${row.name}`} busy={test.isPending && test.variables === row.id} onClick={() => test.mutate(row.id)}>
              Test
            </Button>
            <Button size="small" tone="quiet" aria-label={`Change ${row.name}`} onClick={() => open(row)}>
              Change
            </Button>
            <Button size="small" tone="quiet" aria-label={`Switch ${row.enabled ? "off" : "on"} ${row.name}`} onClick={() => put(replace(row, { ...bodyOf(row), enabled: !row.enabled }))}>
              {row.enabled ? "Switch off" : "Switch on"}
            </Button>
            <Button size="small" tone="quiet" aria-label={`Remove ${row.name}`} onClick={() => put(others(row))}>
              Remove
            </Button>
          </span>
        ) : null,
      { align: "right", quietHeader: true },
    ),
  ];
  return (
    <Panel
      title="Channels"
      flush
      aside={
        mayChange ? (
          <Button size="small" onClick={() => open("new")}>
            Add a channel
          </Button>
        ) : null
      }
    >
      {edited === null ? <ProblemNote error={save.error ?? test.error} className="m-4" /> : null}
      <DataTable
        caption="Channels"
        columns={columns}
        rows={rules.channels}
        rowId={(row) => row.id}
        empty={
          <EmptyState icon={<Megaphone className="size-5" />} title="No channel yet">
            Alerts are listed here and mailed to the owners. A channel tells Slack, PagerDuty, a telephone, members or a system of yours as well.
          </EmptyState>
        }
      />
      {edited ? (
        <ChannelDialog
          channel={edited === "new" ? null : edited}
          members={members.data?.items ?? []}
          busy={save.isPending}
          error={save.error}
          onClose={() => open(null)}
          onSave={(channel) => put(edited === "new" ? [...rules.channels.map(bodyOf), channel] : replace(edited, channel), () => setEdited(null))}
        />
      ) : null}
    </Panel>
  );
}

function Latest({ channel }: { channel: Channel }) {
  if (!channel.enabled) return <Tag tone="neutral">off</Tag>;
  if (!channel.latest) return <span className="text-ink-3">none yet</span>;
  return (
    <span className="flex flex-col gap-0.5">
      <span className="flex flex-wrap items-center gap-2">
        <Tag tone={channel.latest.ok ? "good" : "bad"}>{channel.latest.ok ? "arrived" : "not taken"}</Tag>
        <span className="num text-sm text-ink-3">{formatTime(channel.latest.at)}</span>
      </span>
      {channel.latest.text ? <span className="text-sm text-ink-2 [overflow-wrap:anywhere]">{channel.latest.text}</span> : null}
    </span>
  );
}
