import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { EmptyState } from "@/components/feedback/page-states";
import { planName } from "@/components/feedback/upgrade-offer";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { useMembership } from "@/features/identity/api/get-me";
import { isAtLeast } from "@/features/identity/api/rights";
import { usePlans } from "../api/get-plans";
import { featureName, priceOf } from "../model/plans";

/** Instead of a page whose feature is not in the plan: what it takes, and the way there. */
export function FeatureLocked({ title, feature }: { title: string; feature: string }) {
  const plan = usePlans().data?.find((other) => other.features.includes(feature));
  const mayChoose = isAtLeast(useMembership(), "owner");
  return (
    <>
      <PageHeader title={title}>{`${featureName(feature)} is not in this workspace’s plan.`}</PageHeader>
      <EmptyState
        icon={<Lock className="size-5" />}
        title={plan ? `It comes with ${planName(plan.id)}` : "A larger plan has it"}
        actions={
          <Button asChild tone="main">
            <Link to="/billing" search={plan ? { plan: plan.id } : {}}>
              {plan ? `See ${planName(plan.id)}` : "See the plans"}
            </Link>
          </Button>
        }
      >
        {plan ? `${priceOf(plan, "USD")} a month, with all its limits. ` : ""}
        {mayChoose ? "It is there as soon as you change the plan." : "An owner changes the plan."}
      </EmptyState>
    </>
  );
}
