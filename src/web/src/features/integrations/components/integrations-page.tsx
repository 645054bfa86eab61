import { Link } from "@tanstack/react-router";
import { PageQuery } from "@/components/feedback/page-query";
import { PageHeader } from "@/components/layout/page-header";
import { Panel } from "@/components/layout/panel";
import { Tag } from "@/components/ui/tag";
import { plural } from "@/lib/format";
import { useIntegrations } from "../api/integrations";
import { grouped, integrationState, isConnected, type Integration } from "../model/integrations";

export function IntegrationsPage() {
  const integrations = useIntegrations();
  return (
    <PageQuery query={integrations} title="Integrations">
      {({ items }) => (
        <>
          <PageHeader title="Integrations">{summary(items)}</PageHeader>
          <div className="flex flex-col gap-4">
            {grouped(items).map((group) => (
              <Panel key={group.title} title={group.title} flush>
                <ul className="grid gap-px bg-line-2 sm:grid-cols-2 xl:grid-cols-3">
                  {group.items.map((item) => (
                    <Card key={item.provider} item={item} />
                  ))}
                </ul>
              </Panel>
            ))}
          </div>
        </>
      )}
    </PageQuery>
  );
}

function summary(items: readonly Integration[]): string {
  const connected = items.filter(isConnected);
  const ill = connected.filter((item) => item.state !== "connected").length;
  if (connected.length === 0) return "No service is connected yet. Choose one to see what it is good for.";
  return `${plural(connected.length, "service")} connected${ill === 0 ? "." : `, ${ill} of them ${ill === 1 ? "needs" : "need"} a look.`}`;
}

function Card({ item }: { item: Integration }) {
  const { tone, word } = integrationState(item);
  return (
    <li className="flex min-w-0 flex-col gap-1.5 bg-panel px-4 py-3.5">
      <div className="flex items-center justify-between gap-3">
        <h3 className="min-w-0 truncate font-[540]">
          <Link to="/integrations/$provider" params={{ provider: item.provider }} className="link">
            {item.name}
          </Link>
        </h3>
        <Tag tone={tone}>{word}</Tag>
      </div>
      <p className="text-sm text-ink-2">{item.account ?? item.purpose}</p>
      {item.problem ? <p className="text-sm text-bad">{item.problem.message}</p> : null}
    </li>
  );
}
