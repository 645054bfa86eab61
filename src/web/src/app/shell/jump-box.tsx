import { useRouter } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { Dialog } from "@/components/ui/dialog";
import { useDefinitions } from "@/features/value/api/list-definitions";
import { cx } from "@/lib/cx";
import { navigation } from "./navigation";

interface Target {
  href: string;
  label: string;
  kind: string;
  words: string;
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Search or jump to: every page, every definition, and a receipt or calculation by its id. */
export function JumpBox() {
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setOpen((old) => !old);
      }
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);

  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Meta+K Control+K"
        className="flex h-9 min-w-0 items-center gap-2 rounded-control border border-line bg-panel px-2.5 text-ink-3 hover:bg-sunken sm:w-72 max-sm:w-9 max-sm:shrink-0 max-sm:justify-center max-sm:px-0"
      >
        <Search className="size-4 shrink-0" aria-hidden="true" />
        <span className="truncate max-sm:sr-only">Search or jump to</span>
        <kbd className="ml-auto rounded-[4px] border border-line px-1.5 text-[11px] max-sm:hidden">{isApple ? "⌘K" : "Ctrl K"}</kbd>
      </button>
      <Dialog open={open} onOpenChange={setOpen} title="Search or jump to" className="top-[12vh]">
        <JumpList onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function JumpList({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const targets = useTargets(text);
  const chosen = targets[Math.min(active, targets.length - 1)];

  const go = (target: Target | undefined) => {
    if (!target) return;
    onDone();
    router.history.push(target.href);
  };

  const keys = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && targets.length > 0) {
      event.preventDefault();
      setActive((old) => (Math.min(old, targets.length - 1) + step + targets.length) % targets.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(chosen);
    }
  };

  return (
    <div className="flex flex-col gap-2">
      <input
        autoFocus
        role="combobox"
        aria-label="Page, definition or id"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen ? `${id}-${targets.indexOf(chosen)}` : undefined}
        placeholder="A page, a definition, or an id"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={keys}
        className="h-10 w-full rounded-control border border-line-strong bg-panel px-3 placeholder:text-ink-3"
      />
      <ul id={`${id}-list`} role="listbox" aria-label="Results" className="relative max-h-[46vh] overflow-y-auto">
        {targets.map((target, index) => (
          <li
            key={target.href}
            id={`${id}-${index}`}
            role="option"
            aria-selected={target === chosen}
            onMouseMove={() => setActive(index)}
            onClick={() => go(target)}
            className={cx("flex cursor-pointer items-center justify-between gap-3 rounded-control px-2.5 py-2", target === chosen && "bg-sunken")}
          >
            <span className="truncate">{target.label}</span>
            <span className="text-xs text-ink-3">{target.kind}</span>
          </li>
        ))}
      </ul>
      {targets.length === 0 ? <p className="px-2.5 pb-2 text-ink-2">Nothing by that name. An id is taken as it is: rcp_… or calc_…</p> : null}
    </div>
  );
}

const pages: Target[] = navigation.flatMap((group) =>
  group.items.map((item) => ({ href: item.to, label: item.label, kind: group.label || "Page", words: `${item.label} ${group.label} ${item.also ?? ""}`.toLowerCase() })),
);

function useTargets(text: string): Target[] {
  const definitions = useDefinitions();
  const wanted = text.trim().toLowerCase();
  const found: Target[] = [
    ...pages,
    ...(definitions.data?.items ?? []).map((definition) => ({
      href: `/value/definitions/${encodeURIComponent(definition.id)}`,
      label: definition.name,
      kind: "Definition",
      words: `${definition.name} ${definition.id}`.toLowerCase(),
    })),
  ].filter((target) => wanted.split(/\s+/).every((word) => target.words.includes(word)));

  const id = text.trim();
  if (/^rcp_\w+$/.test(id)) found.unshift({ href: `/receipts/${id}`, label: id, kind: "Receipt", words: id });
  if (/^(calc|cal)_\w+$/.test(id)) found.unshift({ href: `/value/calculations/${id}`, label: id, kind: "Calculation", words: id });
  return found;
}
