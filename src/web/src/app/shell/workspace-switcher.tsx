import { useRouter } from "@tanstack/react-router";
import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { useState } from "react";
import { ProblemNote } from "@/components/feedback/problem-note";
import { planName } from "@/components/feedback/upgrade-offer";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { useMe } from "@/features/identity/api/get-me";
import { roleNames } from "@/features/identity/api/rights";
import { useSwitchWorkspace } from "@/features/identity/api/switch-workspace";
import { CreateWorkspaceDialog } from "@/features/workspaces/components/create-workspace-dialog";

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return ((words[0]?.[0] ?? "") + (words[1]?.[0] ?? words[0]?.[1] ?? "")).toUpperCase();
}

export function WorkspaceSwitcher() {
  const me = useMe();
  const router = useRouter();
  const change = useSwitchWorkspace();
  const [creating, setCreating] = useState(false);
  const current = me.data?.workspace;
  const plan = me.data?.entitlements?.plan;
  if (!me.data) return <div className="skeleton h-[46px]" />;

  return (
    <>
      <Menu>
        <MenuTrigger className="flex w-full items-center gap-2.5 rounded-control border border-line bg-panel px-2.5 py-1.5 text-left hover:bg-sunken" aria-busy={change.isPending}>
          <span className="grid size-[22px] shrink-0 place-items-center rounded-[6px] bg-accent-soft text-[11px] font-[650] text-accent-ink" aria-hidden="true">
            {initials(current?.name ?? "?")}
          </span>
          <span className="min-w-0 flex-1 leading-tight">
            <span className="sr-only">Workspace: </span>
            <span className="block truncate font-[560]">{current?.name ?? "No workspace"}</span>
            <span className="block truncate text-sm text-ink-3">{current ? [roleNames[current.role], plan && planName(plan)].filter(Boolean).join(", ") : "create or choose one"}</span>
          </span>
          <ChevronsUpDown className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
        </MenuTrigger>
        <MenuContent className="w-60">
          <MenuLabel>Your workspaces</MenuLabel>
          {me.data.workspaces.map((workspace) => (
            <MenuItem
              key={workspace.id}
              onSelect={() => {
                if (workspace.id !== current?.id) change.mutate(workspace.id, { onSuccess: () => void router.navigate({ to: "/" }) });
              }}
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate">{workspace.name}</span>
                <span className="block text-xs text-ink-3">{roleNames[workspace.role]}</span>
              </span>
              {workspace.id === current?.id ? (
                <>
                  <Check className="size-4 text-accent-ink" aria-hidden="true" />
                  <span className="sr-only">current</span>
                </>
              ) : null}
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem onSelect={() => setCreating(true)}>
            <Plus className="size-4 text-ink-3" aria-hidden="true" />
            Create a workspace
          </MenuItem>
        </MenuContent>
      </Menu>
      <ProblemNote error={change.error} />
      <CreateWorkspaceDialog open={creating} onClose={() => setCreating(false)} />
    </>
  );
}
