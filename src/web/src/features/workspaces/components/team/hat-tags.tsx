import { Tag } from "@/components/ui/tag";
import type { Hat, Role } from "@/features/identity/api/get-me";
import { hatNames } from "@/features/identity/api/rights";

export function HatTags({ role, hats }: { role: Role; hats: readonly Hat[] }) {
  if (role === "owner") return <span className="text-ink-3">all</span>;
  if (hats.length === 0) return <span className="text-ink-3">none</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {hats.map((hat) => (
        <Tag key={hat}>{hatNames[hat]}</Tag>
      ))}
    </span>
  );
}
