import * as Primitive from "@radix-ui/react-dropdown-menu";
import { MoreHorizontal } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Button } from "./button";

/** Not modal: the page behind stays readable, and focus never lands in what is hidden. */
export function Menu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />;
}

export const MenuTrigger = Primitive.Trigger;

export function MenuContent({ className, ...rest }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={6}
        align="start"
        {...rest}
        className={cx("z-50 max-h-[70vh] min-w-52 overflow-y-auto rounded-panel border border-line bg-panel p-1 shadow-[0_8px_24px_#0000001a]", className)}
      />
    </Primitive.Portal>
  );
}

export function MenuItem({ className, ...rest }: ComponentProps<typeof Primitive.Item>) {
  return (
    <Primitive.Item
      {...rest}
      className={cx("flex cursor-pointer items-center gap-2.5 rounded-control px-2.5 py-1.5 outline-none data-disabled:opacity-50 data-highlighted:bg-sunken", className)}
    />
  );
}

export function MenuLabel({ className, ...rest }: ComponentProps<typeof Primitive.Label>) {
  return <Primitive.Label {...rest} className={cx("px-2.5 pt-1.5 pb-1 text-xs text-ink-3", className)} />;
}

export function MenuSeparator() {
  return <Primitive.Separator className="my-1 h-px bg-line-2" />;
}

/** What can be done about one row of a list. */
export function RowMenu({ of, children }: { of: string; children: ReactNode }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="icon" tone="quiet" aria-label={`Actions for ${of}`}>
          <MoreHorizontal className="size-4" aria-hidden="true" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">{children}</MenuContent>
    </Menu>
  );
}
