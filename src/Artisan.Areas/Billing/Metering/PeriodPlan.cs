using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Subscriptions;
using Artisan.Platform.Payments;

namespace Artisan.Areas.Billing.Metering;

/// <summary>
/// Which period follows and which plan holds in it, for whoever comes first: the first event of a period or its renewal. Where a period has a row, that row decides
/// its end.
/// </summary>
internal static class PeriodPlan
{
    /// <summary>The plan that holds at an instant, which may lie behind the present period where the renewal has not run yet.</summary>
    public static string PlanAt(Subscription subscription, DateTimeOffset instant)
    {
        if (subscription.Status is SubscriptionStatus.Canceled) return PlanCatalog.FreeId;
        if (subscription.Status is SubscriptionStatus.Trialing && subscription.TrialEndsAt <= instant) return PlanCatalog.FreeId;
        if (instant < subscription.PeriodEnd) return subscription.Plan;
        if (subscription.CancelAtPeriodEnd) return PlanCatalog.FreeId;
        return subscription.FollowingPlan ?? subscription.Plan;
    }

    /// <summary>The period after one: a changed time zone counts from here.</summary>
    public static BillingPeriod After(Subscription subscription, BillingPeriod period, string timeZone) =>
        new BillingPeriods(subscription.Anchor, TimeZoneInfo.FindSystemTimeZoneById(timeZone)).After(period);

    /// <summary>The period of an instant that has no row yet, and whether it has passed: one that ended before <paramref name="takenSince"/> takes nothing more.</summary>
    public static (BillingPeriod Period, string TimeZone, bool Passed) Covering(Subscription subscription, BillingPeriod? last, DateTimeOffset instant, string timeZone, DateTimeOffset takenSince)
    {
        var present = subscription.Period;
        if (instant < present.Start)
        {
            var before = new BillingPeriods(subscription.Anchor, TimeZoneInfo.FindSystemTimeZoneById(subscription.TimeZone)).Containing(instant);
            if (before.End > present.Start || before.Number == present.Number - 1) before = before with { End = present.Start };
            return (Behind(before, last), subscription.TimeZone, before.End <= takenSince || before.Start < subscription.Anchor);
        }

        if (instant < present.End) return (Behind(present, last), subscription.TimeZone, false);
        var period = last is { } known && known.End > present.End ? known : present;
        while (!period.Contains(instant)) period = After(subscription, period, timeZone);
        return (period, timeZone, false);
    }

    // A workspace that never subscribed has no row that fixes its time zone: a period that began under another one is not overlapped.
    private static BillingPeriod Behind(BillingPeriod period, BillingPeriod? last) => last is { } known && known.End > period.Start ? period with { Start = known.End } : period;
}
