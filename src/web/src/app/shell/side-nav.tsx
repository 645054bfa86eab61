import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { useIsLocked } from "./locked";
import { navigation } from "./navigation";

export function SideNav({ onNavigate }: { onNavigate?: () => void }) {
  const isLocked = useIsLocked();
  return (
    <div className="flex flex-col gap-3.5">
      {navigation.map((group) => (
        <div key={group.label} role={group.label ? "group" : undefined} aria-label={group.label || undefined} className="flex flex-col gap-px">
          {group.label ? (
            <span aria-hidden="true" className="px-2.5 pt-1.5 pb-0.5 text-[11.5px] text-ink-3">
              {group.label}
            </span>
          ) : null}
          {group.items.map((item) => (
            <Link
              key={item.to}
              to={item.to}
              activeOptions={{ exact: item.to === "/", includeSearch: false }}
              {...(onNavigate ? { onClick: onNavigate } : {})}
              className="flex min-h-8 items-center gap-2.5 rounded-control px-2.5 py-1 text-ink-2 hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-[560] aria-[current=page]:text-ink max-lg:min-h-10"
            >
              <item.icon className="size-4 shrink-0 text-ink-3" aria-hidden="true" strokeWidth={1.75} />
              {item.label}
              {isLocked(item) ? (
                <>
                  <Lock className="ml-auto size-3.5 shrink-0 text-ink-3" aria-hidden="true" />
                  <span className="sr-only">, not in your plan</span>
                </>
              ) : null}
            </Link>
          ))}
        </div>
      ))}
    </div>
  );
}
