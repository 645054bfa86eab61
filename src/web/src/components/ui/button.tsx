import { Slot } from "@radix-ui/react-slot";
import type { ComponentProps } from "react";
import { cx } from "@/lib/cx";

type Tone = "main" | "plain" | "quiet" | "danger";

export interface ButtonProps extends ComponentProps<"button"> {
  tone?: Tone;
  size?: "normal" | "small" | "icon";
  /** Shows that the action runs and keeps it from being started twice. */
  busy?: boolean;
  asChild?: boolean;
}

const tones: Record<Tone, string> = {
  main: "border-accent bg-accent text-on-accent hover:not-disabled:brightness-110",
  plain: "border-line bg-panel text-ink hover:not-disabled:bg-sunken",
  quiet: "border-transparent text-ink-2 hover:not-disabled:bg-sunken hover:not-disabled:text-ink",
  danger: "border-line bg-panel text-bad hover:not-disabled:bg-bad-soft",
};

const sizes = { normal: "h-9 px-3", small: "h-8 px-2.5 text-sm", icon: "size-9 justify-center" };

export function Button({ tone = "plain", size = "normal", busy = false, asChild = false, className, disabled, children, ...rest }: ButtonProps) {
  const Component = asChild ? Slot : "button";
  return (
    <Component
      {...(asChild ? {} : { type: "button" as const })}
      {...rest}
      {...(asChild ? {} : { disabled: disabled || busy, "aria-busy": busy || undefined })}
      className={cx(
        "inline-flex shrink-0 items-center justify-center gap-2 rounded-control border font-[540] whitespace-nowrap transition-colors duration-100 select-none disabled:opacity-55",
        sizes[size],
        tones[tone],
        className,
      )}
    >
      {asChild ? (
        children
      ) : (
        <>
          {busy ? <Spinner /> : null}
          {children}
        </>
      )}
    </Component>
  );
}

function Spinner() {
  return (
    <svg viewBox="0 0 16 16" className="size-3.5 animate-spin" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeOpacity="0.3" strokeWidth="2" />
      <path d="M14.5 8A6.5 6.5 0 0 0 8 1.5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
