using Artisan.Areas.Billing.Plans;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Billing.Metering;

/// <summary>What became of an event.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Status">recorded, or repeated where it was recorded before.</param>
/// <param name="PeriodStart">The start of the period that it is billed with.</param>
/// <param name="Late">Whether its own period was billed already; it is marked on the bill then.</param>
public sealed record TrackedUsage(string Id, string Status, DateTimeOffset PeriodStart, bool Late);

/// <summary>Records one event: counted once per id, refused over a hard limit.</summary>
internal sealed class TrackUsage(Meter meter, BillingStore store, PlanCatalog plans)
{
    public async Task<Outcome<TrackedUsage>> RunAsync(UsageEventRequest request, IngestRate rate, Caller caller, CancellationToken ct)
    {
        var read = UsageEvent.Read(request);
        if (read.Event is not { } usage) return Faults.Invalid.At(read.Problem!.Value.Field, read.Problem.Value.Problem);
        if (Reportable.Check(usage, plans) is { } refused) return refused;
        if (await rate.TakeAsync(1, ct) is { } tooMany) return tooMany;

        var unit = new EventUnit(usage, plans);
        var result = await meter.RunAsync(caller.WorkspaceId, unit, ct);
        if (result.Fault is { } fault) return fault;
        if (result.BilledIn is null)
        {
            // It was answered with a whole chunk that was recorded before; its row tells the rest.
            await unit.LookAsync(store.Home(caller.WorkspaceId), null, ct);
            result = unit.Result!;
        }

        return Outcome.Created(new TrackedUsage(usage.Key, result.Status is MeterStatus.Repeated ? "repeated" : "recorded", result.BilledIn!.Value, result.Late));
    }
}

/// <summary>Which metrics callers may report.</summary>
internal static class Reportable
{
    /// <summary>The refusal of an event that is not for callers to report; null where it is. Metrics that no plan knows may be of the workspace's own.</summary>
    public static Fault? Check(UsageEvent usage, PlanCatalog plans) => Check(usage.Metric, usage.IsFractional, plans);

    /// <summary>The same for a quantity of a metric.</summary>
    public static Fault? Check(string metric, bool fractional, PlanCatalog plans) => plans.FindMetric(metric) switch
    {
        null => null,
        { Tracked: false } => BillingFaults.MetricMeasured.At("metric"),
        _ => fractional ? BillingFaults.WholeOnly.At("quantity") : null,
    };
}
