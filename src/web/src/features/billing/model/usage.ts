import { dayOf } from "@/lib/days";
import type { MetricUsage, UsageHistory } from "./billing";

export type UsageState = "fine" | "near" | "full" | "over";

/** How close a metric is to its limit: 80 % is near, 100 % is full; beyond it, where the plan allows that, every unit costs. */
export function usageState({ percent, soft, used, limit }: Pick<MetricUsage, "percent" | "soft" | "used" | "limit">): UsageState {
  if (percent === null || percent < 80) return "fine";
  if (percent < 100) return "near";
  return soft && used !== null && limit !== null && Number(used) > Number(limit) ? "over" : "full";
}

export interface UsageDay {
  day: string;
  used: string;
  late: string;
}

/** Every day of a history, also those without usage; days that have not begun are left out. */
export function daysOf(history: UsageHistory, metric: string, now: Date): UsageDay[] {
  const known = new Map(history.days.filter((day) => day.metric === metric).map((day) => [day.day, day]));
  const days: UsageDay[] = [];
  for (let at = Date.parse(history.from); at <= Date.parse(history.to); at += 86_400_000) {
    const day = dayOf(new Date(at));
    const found = known.get(day);
    if (found || at <= now.getTime()) days.push(found ?? { day, used: "0", late: "0" });
  }
  return days;
}
