import { useMe } from "@/features/identity/api/get-me";
import { navigation, type Destination } from "./navigation";

/** Tells of destinations whether the plan lacks what they need; while the plan is not known, none is locked. */
export function useIsLocked(): (item: Destination) => boolean {
  const features = useMe().data?.entitlements?.features;
  return ({ feature }) => feature !== undefined && features !== undefined && !features.includes(feature);
}

/** The destination that a page belongs to, where it needs a feature. */
export function gatedDestination(pathname: string): (Destination & { feature: string }) | undefined {
  return navigation
    .flatMap((group) => group.items)
    .filter((item): item is Destination & { feature: string } => item.feature !== undefined)
    .find((item) => pathname === item.to || pathname.startsWith(`${item.to}/`));
}
