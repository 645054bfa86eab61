import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { isApiError, type ApiError } from "@/lib/api-error";

interface UpgradeOfferProps {
  /** The plan that fits; all of them are shown where none is named. */
  plan: string | undefined;
  children?: ReactNode;
  className?: string;
}

/** The way out of a limit: the plan that fits, one click away. */
export function UpgradeOffer({ plan, children, className }: UpgradeOfferProps) {
  return (
    <p className={cx("text-sm", className)}>
      {children}{" "}
      <Link to="/billing" search={plan ? { plan } : {}} className="font-[540] underline underline-offset-3">
        {plan ? `See ${planName(plan)}` : "See the plans"}
      </Link>
    </p>
  );
}

/** Whether a larger plan would have let it through: a limit is reached, or a feature is outside the plan. */
export function isUpgradable(error: unknown): error is ApiError {
  return isApiError(error, "billing.limit_reached", "billing.feature_not_in_plan");
}

/** The plan that a refusal names: those of a reached limit and of a missing feature do. */
export function planThatFits(error: ApiError): string | undefined {
  return typeof error.problem.plan === "string" ? error.problem.plan : undefined;
}

/** Plans are named as their ids are written. */
export function planName(plan: string): string {
  return `${plan.charAt(0).toUpperCase()}${plan.slice(1)}`;
}
