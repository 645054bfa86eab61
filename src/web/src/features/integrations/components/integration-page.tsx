import { Link, useLocation, useRouter } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Callout } from "@/components/feedback/callout";
import { EmptyState } from "@/components/feedback/page-states";
import { PageQuery } from "@/components/feedback/page-query";
import { ProblemNote } from "@/components/feedback/problem-note";
import { Facts } from "@/components/layout/facts";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Tag } from "@/components/ui/tag";
import { formatTime } from "@/lib/format";
import { leaveTo } from "@/lib/leave-to";
import { useConnect, useDisconnect, useIntegrations, useTestIntegration } from "../api/integrations";
import { integrationState, isConnected, tripEnd, type Integration } from "../model/integrations";
import { KeysPanel } from "./keys-panel";
import { SyncPanel } from "./sync-panel";

const above = (
  <Link to="/integrations" className="link">
    Integrations
  </Link>
);

export function IntegrationPage({ provider }: { provider: string }) {
  const integrations = useIntegrations();
  return (
    <PageQuery query={integrations} title="Integration" above={above}>
      {({ items }) => {
        const item = items.find((one) => one.provider === provider);
        return item ? <Known item={item} /> : <Unknown />;
      }}
    </PageQuery>
  );
}

const Unknown = () => (
  <>
    <PageHeader title="Integration" above={above} />
    <EmptyState icon={<SearchX className="size-5" />} title="There is no service of this name">
      The gallery lists all that can be connected.
    </EmptyState>
  </>
);

function Known({ item }: { item: Integration }) {
  return (
    <>
      <PageHeader title={item.name} above={above} actions={<Actions item={item} />}>
        {item.purpose}
      </PageHeader>
      <div className="flex flex-col gap-4">
        <Trip name={item.name} />
        <State item={item} />
        {item.how === "keys" ? <KeysPanel item={item} /> : null}
        {item.sync && isConnected(item) ? <SyncPanel provider={item.provider} name={item.name} sync={item.sync} /> : null}
      </div>
    </>
  );
}

function Trip({ name }: { name: string }) {
  const { connected, problem } = tripEnd(useLocation({ select: (location) => location.hash }));
  if (problem) return <ProblemNote error={problem} />;
  return connected ? (
    <p role="status" className="text-good">
      {name} is connected.
    </p>
  ) : null;
}

function Actions({ item }: { item: Integration }) {
  const [ending, setEnding] = useState(false);
  const end = useDisconnect(item.provider);
  const router = useRouter();
  if (item.how === "elsewhere")
    return (
      <Button asChild tone="main">
        <Link to="/alerts">Go to alerts</Link>
      </Button>
    );
  return (
    <>
      {isConnected(item) ? (
        <Button tone="danger" onClick={() => setEnding(true)}>
          Disconnect
        </Button>
      ) : null}
      {item.how === "consent" ? <ConnectButton item={item} /> : null}
      <ConfirmDialog
        open={ending}
        onOpenChange={setEnding}
        title={`Disconnect ${item.name}?`}
        name={item.name}
        action="Disconnect"
        busy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate(undefined, { onSuccess: () => void router.navigate({ to: "/integrations" }) })}
      >
        {item.sync ? "The access is taken back there and wiped here, with every record that was read. Nothing changes there." : "The access is taken back there where that is possible, and wiped here."}
      </ConfirmDialog>
    </>
  );
}

function ConnectButton({ item }: { item: Integration }) {
  const connect = useConnect(item.provider);
  const again = isConnected(item);
  if (item.state === "not_set_up") return null;
  return (
    <div className="flex flex-col items-end gap-2">
      <Button tone={again && item.state !== "needs_reconnect" ? "plain" : "main"} busy={connect.isPending || connect.isSuccess} onClick={() => connect.mutate(undefined, { onSuccess: ({ url }) => leaveTo(url) })}>
        {again ? "Connect again" : `Connect ${item.name}`}
      </Button>
      <ProblemNote error={connect.error} />
    </div>
  );
}

function State({ item }: { item: Integration }) {
  const { tone, word } = integrationState(item);
  const test = useTestIntegration(item.provider);
  return (
    <Panel
      title="Connection"
      aside={
        isConnected(item) ? (
          <Button size="small" busy={test.isPending} onClick={() => test.mutate()}>
            Test it
          </Button>
        ) : undefined
      }
    >
      <Word item={item} />
      <ProblemNote error={test.error} className="mb-4" />
      {test.isSuccess ? (
        <p role="status" className="mb-4 text-good">
          {item.name} answers as it should.
        </p>
      ) : null}
      <Facts
        facts={[
          { term: "State", value: <Tag tone={tone}>{word}</Tag> },
          ...fact("Account", item.account),
          ...fact("Since", item.connectedAt && formatTime(item.connectedAt)),
          ...fact("Last good answer", item.checkedAt && formatTime(item.checkedAt)),
          ...fact("Asks for", item.scopes.length > 0 && <ScopeList scopes={item.scopes} />),
        ]}
      />
    </Panel>
  );
}

const fact = (term: string, value: ReactNode) => (value ? [{ term, value }] : []);

function Word({ item }: { item: Integration }) {
  if (item.state === "needs_reconnect") return <Note title="It has to be connected again">{item.name} no longer accepts the consent that Artisan was given. Nothing is read or posted there until then.</Note>;
  if (item.problem) return <Note title="The last call failed">{item.problem.message}</Note>;
  if (item.state === "not_set_up")
    return (
      <Callout state="open" title="This installation is not registered there" className="mb-4">
        Whoever runs it has to enter the client id and secret that {item.name} gives.
      </Callout>
    );
  return null;
}

const Note = ({ title, children }: { title: string; children: ReactNode }) => (
  <Callout state="failed" title={title} className="mb-4">
    {children}
  </Callout>
);

const ScopeList = ({ scopes }: { scopes: readonly string[] }) => (
  <ul className="flex flex-wrap gap-x-3 gap-y-1">
    {scopes.map((scope) => (
      <li key={scope}>
        <code className="text-xs">{scope}</code>
      </li>
    ))}
  </ul>
);
