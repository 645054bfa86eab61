import * as Dialog from "@radix-ui/react-dialog";
import { Link } from "@tanstack/react-router";
import { LogOut, Menu as MenuIcon, Moon, Sun, UserRound, X } from "lucide-react";
import { useState } from "react";
import { Wordmark } from "@/components/layout/wordmark";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { useMe, useMembership } from "@/features/identity/api/get-me";
import { useSignOut } from "@/features/identity/api/sign-out";
import { Bell } from "@/features/notifications/components/bell";
import { chooseTheme, useTheme } from "@/lib/theme";
import { ImportIndicator } from "./import-indicator";
import { JumpBox } from "./jump-box";
import { SideNav } from "./side-nav";
import { TestClock } from "./test-clock";
import { WorkspaceSwitcher } from "./workspace-switcher";

export function TopBar() {
  return (
    <header data-top-bar className="mb-5 flex items-center gap-2">
      <PhoneMenu />
      <JumpBox />
      <div className="ml-auto flex min-w-0 items-center gap-2">
        <ImportIndicator />
        <TestClock />
        <NotificationBell />
        <ThemeToggle />
        <UserMenu />
      </div>
    </header>
  );
}

function NotificationBell() {
  return <Bell workspaceId={useMembership()?.id} />;
}

function ThemeToggle() {
  const theme = useTheme();
  const other = theme === "dark" ? "light" : "dark";
  return (
    <Button size="icon" aria-label={`Switch to ${other} theme`} onClick={() => chooseTheme(other)}>
      {theme === "dark" ? <Sun className="size-4" aria-hidden="true" /> : <Moon className="size-4" aria-hidden="true" />}
    </Button>
  );
}

function UserMenu() {
  const me = useMe();
  const signOut = useSignOut();
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="icon" aria-label={me.data ? `Account of ${me.data.user.name}` : "Account"}>
          <UserRound className="size-4" aria-hidden="true" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuLabel className="max-w-64">
          <span className="block truncate text-base font-[540] text-ink">{me.data?.user.name}</span>
          <span className="block truncate">{me.data?.user.email}</span>
        </MenuLabel>
        <MenuSeparator />
        <MenuItem asChild>
          <Link to="/settings/profile">
            <UserRound className="size-4 text-ink-3" aria-hidden="true" />
            Profile
          </Link>
        </MenuItem>
        <MenuItem onSelect={() => signOut.mutate()}>
          <LogOut className="size-4 text-ink-3" aria-hidden="true" />
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function PhoneMenu() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <Button size="icon" aria-label="Menu" className="lg:hidden">
          <MenuIcon className="size-4" aria-hidden="true" />
        </Button>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-[#0008] lg:hidden" />
        <Dialog.Content aria-describedby={undefined} className="fixed inset-y-0 left-0 z-50 flex w-[min(18rem,86vw)] flex-col gap-3.5 overflow-y-auto border-r border-line bg-bg p-3 lg:hidden">
          <div className="flex items-center justify-between pl-2">
            <Dialog.Title>
              <Wordmark />
            </Dialog.Title>
            <Dialog.Close asChild>
              <Button tone="quiet" size="icon" aria-label="Close menu">
                <X className="size-4" aria-hidden="true" />
              </Button>
            </Dialog.Close>
          </div>
          <WorkspaceSwitcher />
          <nav aria-label="Main">
            <SideNav onNavigate={() => setOpen(false)} />
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
