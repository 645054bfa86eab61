import * as Primitive from "@radix-ui/react-dialog";
import { X } from "lucide-react";
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { cx } from "@/lib/cx";
import { Button } from "./button";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
  /** False where closing by accident would lose something that cannot be shown again. */
  closeOnOutside?: boolean;
}

const firstField = "input:not([disabled], [type=radio], [type=checkbox], [type=file]), select:not([disabled]), textarea:not([disabled])";

/** A modal that begins at its first field, keeps the focus, and gives it back to what opened it. */
export function Dialog({ open, onOpenChange, title, description, children, className, closeOnOutside = true }: DialogProps) {
  const keep = (event: Event) => {
    if (!closeOnOutside) event.preventDefault();
  };
  // Before the content is there and takes the focus.
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (open) opener.current = document.activeElement;
  }, [open]);
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-[#0008]" />
        <Primitive.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={(event) => {
            const field = (event.currentTarget as Element).querySelector<HTMLElement>(firstField);
            if (!field) return;
            event.preventDefault();
            field.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            focusBack(opener.current);
          }}
          onPointerDownOutside={keep}
          onEscapeKeyDown={keep}
          className={cx(
            "fixed top-[8vh] left-1/2 z-50 max-h-[84vh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 overflow-y-auto rounded-panel border border-line bg-panel",
            className,
          )}
        >
          <header className="flex items-start justify-between gap-3 px-5 pt-4">
            <div>
              <Primitive.Title className="text-[16px] font-semibold">{title}</Primitive.Title>
              {description ? <Primitive.Description className="mt-1 text-ink-2">{description}</Primitive.Description> : null}
            </div>
            <Primitive.Close asChild>
              <Button tone="quiet" size="icon" aria-label="Close" className="-mt-1 -mr-2">
                <X className="size-4" aria-hidden="true" />
              </Button>
            </Primitive.Close>
          </header>
          <div className="px-5 pt-4 pb-5">{children}</div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** To what opened a dialog; to the page where that is gone, as the row of what was deleted is. */
function focusBack(opener: Element | null): void {
  const back = opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : document.getElementById("main");
  back?.focus({ preventScroll: true });
}
