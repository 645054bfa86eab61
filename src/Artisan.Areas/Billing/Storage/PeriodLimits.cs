using System.Collections.Immutable;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Storage;

/// <summary>Brings the limits of a plan into a period's row, so that a limit is always checked against the row that is replaced.</summary>
internal static class PeriodLimits
{
    /// <summary>Millionths in a unit.</summary>
    public const long Micro = 1_000_000;

    /// <summary>
    /// The same usage under what a subscription gives. A trial has only hard limits: nobody has agreed to pay for more.
    /// </summary>
    public static PeriodUsage Under(this PeriodUsage usage, Plan plan, Subscription subscription)
    {
        var limited = usage.Under(plan, subscription.Overrides);
        return subscription.Status is not SubscriptionStatus.Trialing
            ? limited
            : limited with { Metrics = limited.Metrics.ToImmutableSortedDictionary(m => m.Key, m => m.Value with { Soft = false }, StringComparer.Ordinal) };
    }

    /// <summary>The same usage under the limits of a plan and what a workspace has beside it.</summary>
    public static PeriodUsage Under(this PeriodUsage usage, Plan plan, IReadOnlyDictionary<string, LimitOverride> overrides)
    {
        foreach (var (metric, limit) in plan.Limits)
        {
            var own = overrides.GetValueOrDefault(metric);
            var most = own is null ? limit : own.Limit;
            usage = usage.With(metric, usage[metric] with { Limit = most * Micro, Soft = own?.Soft ?? plan.Overage.ContainsKey(metric) });
        }

        foreach (var (metric, own) in overrides.Where(o => !plan.Limits.ContainsKey(o.Key)))
        {
            usage = usage.With(metric, usage[metric] with { Limit = own.Limit * Micro, Soft = own.Soft });
        }

        return usage with { Plan = plan.Id };
    }
}
