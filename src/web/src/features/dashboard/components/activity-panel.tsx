import { Link } from "@tanstack/react-router";
import { QueryView } from "@/components/feedback/query-view";
import { BlockSkeleton } from "@/components/feedback/skeletons";
import { Panel } from "@/components/layout/panel";
import { useMembership } from "@/features/identity/api/get-me";
import { useActivity } from "@/features/workspaces/api/list-activity";
import { formatTime } from "@/lib/format";

const shown = 5;

/** What happened last. */
export function ActivityPanel() {
  const activity = useActivity(useMembership()?.id ?? "");
  return (
    <Panel
      title="Activity"
      aside={
        <Link to="/settings/activity" className="link">
          All activity
        </Link>
      }
    >
      <QueryView query={activity} loading={<BlockSkeleton what="activity" lines={shown} />}>
        {(page) =>
          page.items.length === 0 ? (
            <p className="text-ink-2">What members do from now on is listed here.</p>
          ) : (
            <ul className="flex flex-col gap-2.5">
              {page.items.slice(0, shown).map((item) => (
                <li key={item.id} className="[overflow-wrap:anywhere]">
                  {item.text}
                  <span className="num block text-sm text-ink-3">{formatTime(item.at)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </Panel>
  );
}
