using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Metering;

/// <summary>Whether usage still fits.</summary>
internal static class Limits
{
    /// <summary>The 402 of an event that does not fit into its period; null where it does.</summary>
    public static Fault? Of(MetricUsage counter, UsageEvent usage, PlanCatalog plans) => usage.Happened ? null : Of(counter, usage.Metric, usage.Micro, plans);

    /// <summary>The 402 of a quantity that does not fit beside what is used and set aside; null where it does.</summary>
    public static Fault? Of(MetricUsage counter, string metric, long micro, PlanCatalog plans) =>
        counter is { Soft: false, Limit: { } limit } && (Int128)counter.Used + counter.Reserved + micro > limit ? Reached(metric, limit, counter.Used + counter.Reserved, micro, plans) : null;

    /// <summary>
    /// The same for an event of a closed period: it does not touch the limit of the period that bills it, but a hard limit of its own period holds for good.
    /// </summary>
    public static Fault? OfLate(MeterDraft draft, PeriodUsage own, PeriodUsage billed, UsageEvent usage, PlanCatalog plans)
    {
        var counter = own.Metrics.GetValueOrDefault(usage.Metric) ?? billed[usage.Metric] with { Used = 0, Reserved = 0 };
        return Of(counter with { Used = counter.Used + draft.LateFor(own.Period.Start, usage.Metric) }, usage, plans);
    }

    private static Fault Reached(string metric, long limit, long taken, long micro, PlanCatalog plans) => Faults.LimitReached(
        metric, UsageEvent.ToUnits(limit), UsageEvent.ToUnits(taken), plans.SmallestFor(metric, (long)decimal.Ceiling(UsageEvent.ToUnits(taken) + UsageEvent.ToUnits(micro)))?.Id);
}
