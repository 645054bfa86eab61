import * as Primitive from "@radix-ui/react-tabs";
import type { ComponentProps } from "react";
import { cx } from "@/lib/cx";

export const Tabs = Primitive.Root;
export const TabPanel = Primitive.Content;

export function TabList({ className, ...rest }: ComponentProps<typeof Primitive.List>) {
  return <Primitive.List {...rest} className={cx("inline-flex gap-0.5 rounded-control border border-line bg-sunken p-0.5", className)} />;
}

export function Tab({ className, ...rest }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      {...rest}
      className={cx("h-7 rounded-[5px] px-2.5 text-sm text-ink-2 data-[state=active]:bg-panel data-[state=active]:font-[540] data-[state=active]:text-ink", className)}
    />
  );
}
