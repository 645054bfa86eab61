using Artisan.Areas.Billing.Contracts;
using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Metering;

/// <summary>What is used of a metric now.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Kind">counter: since the period began; gauge: what exists now.</param>
/// <param name="Used">How much; null for a gauge that nobody keeps yet.</param>
/// <param name="Reserved">What open reservations set aside; of seats, what people are invited to.</param>
/// <param name="Late">What came late for periods that were billed; billed with this one, outside its limit.</param>
/// <param name="Limit">Of how much; null is unlimited.</param>
/// <param name="Soft">Whether more is possible, at a price.</param>
/// <param name="Percent">The whole percentage of the limit that is used, and of a gauge also what is promised; null without a limit.</param>
/// <param name="ResetsAt">When it begins at zero again; null for a gauge.</param>
public sealed record MetricNow(string Metric, string Title, string Kind, decimal? Used, decimal Reserved, decimal Late, decimal? Limit, bool Soft, int? Percent, DateTimeOffset? ResetsAt);

/// <summary>The usage of the present billing period.</summary>
public sealed record CurrentUsageResponse(string Plan, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, IReadOnlyList<MetricNow> Metrics);

/// <summary>Shows what is used of each metric, and of how much.</summary>
internal sealed class GetCurrentUsage(PresentUsage present, PlanCatalog plans, IEnumerable<IGauge> gauges)
{
    public async Task<Outcome<CurrentUsageResponse>> RunAsync(Caller caller, CancellationToken ct)
    {
        var counts = Task.WhenAll(gauges.Select(async g => (g.Metric, Exists: await g.ReadAsync(caller.WorkspaceId, ct), Promised: await g.ReadPromisedAsync(caller.WorkspaceId, ct))));
        var (plan, usage) = await present.ReadAsync(caller.WorkspaceId, ct);
        var exists = (await counts).ToDictionary(c => c.Metric, c => (c.Exists, c.Promised), StringComparer.Ordinal);
        var own = usage.Metrics.Keys.Where(m => plans.FindMetric(m) is null).Select(Metric.Own);
        return new CurrentUsageResponse(plan.Id, usage.Period.Start, usage.Period.End, [.. plans.Metrics.Concat(own).Select(m => Of(m, usage, exists))]);
    }

    /// <summary>A metric as it stands in a period; <paramref name="gauges"/> has the gauges' counts.</summary>
    public static MetricNow Of(Metric metric, PeriodUsage usage, IReadOnlyDictionary<string, (long Exists, long Promised)> gauges)
    {
        var counter = usage[metric.Name];
        var limit = counter.Limit is { } micro ? UsageEvent.ToUnits(micro) : (decimal?)null;
        if (metric.Kind is MetricKind.Gauge)
        {
            var (used, promised) = gauges.TryGetValue(metric.Name, out var now) ? ((long?)now.Exists, now.Promised) : (null, 0L);
            return new MetricNow(metric.Name, metric.Title, "gauge", used, promised, 0, limit, counter.Soft, Percent(used + promised, limit), null);
        }

        var counted = UsageEvent.ToUnits(counter.Used);
        return new MetricNow(
            metric.Name, metric.Title, "counter", counted, UsageEvent.ToUnits(counter.Reserved), UsageEvent.ToUnits(counter.LateTotal()), limit, counter.Soft, Percent(counted, limit), usage.Period.End);
    }

    private static int? Percent(decimal? used, decimal? limit) => (used, limit) switch
    {
        ({ } some, > 0 and var most) => (int)Math.Min(int.MaxValue, decimal.Truncate(some * 100 / most)),
        ({ } some, 0) => some > 0 ? 100 : 0,
        _ => null,
    };
}
