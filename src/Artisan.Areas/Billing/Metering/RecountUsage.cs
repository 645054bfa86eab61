using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Billing.Metering;

/// <summary>What a recount found.</summary>
/// <param name="Events">How many events were counted.</param>
/// <param name="Repaired">The metrics whose counters differed from their events and were put right.</param>
/// <param name="Wrong">The metrics that differ in a period that was billed, which never changes: somebody has to look.</param>
internal sealed record Recount(long Events, IReadOnlyList<string> Repaired, IReadOnlyList<string> Wrong);

/// <summary>
/// Proves that the counters of a workspace are those of its events, and repairs them where they are not: events are summed up to the <c>seq</c> that was read before
/// them, and the difference is added to whatever the counters are by then, with an audit entry.
/// </summary>
internal sealed class RecountUsage(BillingStore store, BusinessClock clock, ILogger<RecountUsage> log)
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(70);

    public async Task<Recount> RunAsync(string workspaceId, CancellationToken ct)
    {
        var periods = await store.PeriodsAsync(workspaceId, clock.Now - Back, clock.Now.AddHours(1), ct);
        if (periods.Count == 0) return new Recount(0, [], []);
        var (sums, events) = await SumAsync(workspaceId, periods, ct);
        var (repaired, wrong) = (new List<string>(), new List<string>());
        foreach (var period in periods)
        {
            foreach (var (metric, counted) in period.Metrics)
            {
                var differences = CounterDifference.Between(counted, sums[period.Period.Start].GetValueOrDefault(metric) ?? new MetricUsage());
                if (differences is null) continue;
                if (period.Closed) wrong.Add(metric);
                else
                {
                    await RepairAsync(workspaceId, period, metric, differences, ct);
                    repaired.Add(metric);
                }
            }
        }

        if (wrong.Count > 0) log.LogCritical("The usage of a billed period is not that of its events: {Metrics}.", string.Join(", ", wrong));
        if (repaired.Count > 0) log.LogError("The usage of a period was not that of its events and was repaired: {Metrics}.", string.Join(", ", repaired));
        return new Recount(events, repaired, wrong);
    }

    // Events that came after the periods were read have a higher seq, and are left to the counters that hold them.
    private async Task<(Dictionary<DateTimeOffset, Dictionary<string, MetricUsage>> Sums, long Events)> SumAsync(string workspaceId, IReadOnlyList<PeriodUsage> periods, CancellationToken ct)
    {
        var upTo = periods.ToDictionary(p => p.Period.Start, p => p.Seq);
        var sums = periods.ToDictionary(p => p.Period.Start, _ => new Dictionary<string, MetricUsage>(StringComparer.Ordinal));
        var events = 0L;
        await foreach (var row in store.Home(workspaceId).RangeAsync(BillingKeys.Events, ct, EventRow.Counted))
        {
            var billed = EventRow.Billed(row);
            if (!upTo.TryGetValue(billed, out var seq) || EventRow.Seq(row) > seq) continue;
            var (metric, day, micro) = (EventRow.Metric(row), EventRow.Day(row), EventRow.Micro(row));
            var sum = sums[billed].GetValueOrDefault(metric) ?? new MetricUsage();
            sums[billed][metric] = EventRow.IsLate(row) ? sum.PlusLate(EventRow.Own(row), day, micro) : sum.Plus(day, micro);
            events++;
        }

        return (sums, events);
    }

    private Task<bool> RepairAsync(string workspaceId, PeriodUsage period, string metric, CounterDifference difference, CancellationToken ct) => Retry.OnConflictAsync(async () =>
    {
        var home = store.Home(workspaceId);
        var now = (await store.FindPeriodAsync(workspaceId, period.Period.Start, ct))!;
        var repaired = now.With(metric, difference.AddTo(now[metric])) with { Seq = now.Seq + 1 };
        await home.Change().Save(PeriodRow.Into(home, repaired))
            .AuditSystem(workspaceId, "usage-recount", "billing.usage_repaired", "period", PeriodUsage.Name(period.Period.Start), Told(metric, now[metric]), Told(metric, repaired[metric]))
            .CommitAsync(ct);
        return true;
    }, ct);

    private static JsonObject Told(string metric, MetricUsage usage) => new()
    {
        ["metric"] = metric,
        ["used"] = UsageEvent.ToUnits(usage.Used).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["late"] = UsageEvent.ToUnits(usage.LateTotal()).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
