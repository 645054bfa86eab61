using System.Text.Json.Nodes;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Artisan.Areas.Billing.Metering;

/// <summary>What a recount found.</summary>
/// <param name="Events">How many events were counted.</param>
/// <param name="Repaired">The metrics whose counters differed from their events and were put right.</param>
/// <param name="Wrong">The metrics that differ in a period that was billed, which never changes: somebody has to look.</param>
internal sealed record Recount(long Events, IReadOnlyList<string> Repaired, IReadOnlyList<string> Wrong);

/// <summary>
/// Proves that the counters of a workspace are those of its events, and repairs them where they are not: events are summed up to the <c>seq</c> that was read before
/// them, and the difference is added to whatever the counters are by then, with an audit entry. A workspace with many events is counted in several messages, each of which
/// goes on where the last one stopped. Periods whose first events may be gone by now are left alone.
/// </summary>
internal sealed class RecountUsage(BillingStore store, BusinessClock clock, IOptions<BillingOptions> options, ILogger<RecountUsage> log)
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(31);

    /// <summary>Counts on from where the last message stopped; null where there is more to count, or another message does it.</summary>
    public async Task<Recount?> RunAsync(WorkspaceSlot message, CancellationToken ct)
    {
        var home = store.Home(message.WorkspaceId);
        var row = await home.FindAsync(BillingKeys.Recount, ct);
        var state = row is null ? null : LongDoc.From(row, BillingDocs.Default.RecountState);
        if (state?.Slot > message.Slot) return null;
        if (state is null || state.Slot < message.Slot) state = await BeginAsync(message, ct);
        if (state.Periods.Count == 0) return new Recount(0, [], []);
        if (await SumAsync(home, state, ct)) return await FinishAsync(home, message.WorkspaceId, state, row, ct);

        var next = LongDoc.Into(home.Row(BillingKeys.Recount), state, BillingDocs.Default.RecountState);
        next.ETag = row?.ETag ?? default;
        try
        {
            await home.Change().Save(next).Send(RecountWorkspace.Queue, message, WorkspaceSlot.JsonType).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // The same message, delivered twice: the other one goes on.
        }

        return null;
    }

    private async Task<RecountState> BeginAsync(WorkspaceSlot message, CancellationToken ct)
    {
        var now = clock.Now;
        var periods = await store.PeriodsAsync(message.WorkspaceId, now - RawEvents.Counted - LongestPeriod, now.AddHours(1), ct);
        return new RecountState(message.Slot) { Periods = periods.Where(p => now < p.Period.End + RawEvents.Counted).ToDictionary(p => PeriodUsage.Name(p.Period.Start), p => new RecountedPeriod(p.Seq, p.Metrics)) };
    }

    // Events that came after the periods were read have a higher seq, and are left to the counters that hold them. Answers whether all were counted.
    private async Task<bool> SumAsync(Partition home, RecountState state, CancellationToken ct)
    {
        var (read, range) = (0, state.After is { } after ? BillingKeys.Events.After(after) : BillingKeys.Events);
        await foreach (var row in home.RangeAsync(range, ct, EventRow.Counted))
        {
            if (read++ == options.Value.RecountEvents) return false;
            state.After = row.RowKey;
            if (!state.Periods.TryGetValue(PeriodUsage.Name(EventRow.Billed(row)), out var period) || EventRow.Seq(row) > period.Seq) continue;
            var (metric, day, micro) = (EventRow.Metric(row), EventRow.Day(row), EventRow.Micro(row));
            var sum = period.Events.GetValueOrDefault(metric) ?? new MetricUsage();
            period.Events[metric] = EventRow.IsLate(row) ? sum.PlusLate(EventRow.Own(row), day, micro) : sum.Plus(day, micro);
            state.Counted++;
        }

        return true;
    }

    // Everything is repaired in one transaction, with the end of the recount: a message that comes again repairs nothing twice.
    private async Task<Recount> FinishAsync(Partition home, string workspaceId, RecountState state, Azure.Tables.TableEntity? row, CancellationToken ct)
    {
        var (repaired, wrong) = await Retry.OnConflictAsync(
            async () =>
            {
                var (change, right, left) = (home.Change(), new List<string>(), new List<string>());
                if (row is not null) change.Delete(row);
                foreach (var (name, differences) in state.Differences())
                {
                    var period = (await store.FindPeriodAsync(workspaceId, PeriodUsage.StartOf(name), ct))!;
                    (period.Closed ? left : right).AddRange(differences.Keys);
                    if (period.Closed) continue;
                    var after = differences.Aggregate(period, (usage, d) => usage.With(d.Key, d.Value.AddTo(usage[d.Key])));
                    change.Save(PeriodRow.Into(home, after with { Seq = period.Seq + 1 }));
                    foreach (var metric in differences.Keys) change.AuditSystem(workspaceId, RecountJob.Job, "billing.usage_repaired", "period", name, Told(metric, period[metric]), Told(metric, after[metric]));
                }

                if (change.Count > 0) await change.CommitAsync(ct);
                return (right, left);
            },
            ct,
            conflict => conflict.RowKey != BillingKeys.Recount);

        if (wrong.Count > 0) log.LogCritical("The usage of a billed period is not that of its events: {Metrics}.", string.Join(", ", wrong));
        if (repaired.Count > 0) log.LogError("The usage of a period was not that of its events and was repaired: {Metrics}.", string.Join(", ", repaired));
        return new Recount(state.Counted, repaired, wrong);
    }

    private static JsonObject Told(string metric, MetricUsage usage) => new()
    {
        ["metric"] = metric,
        ["used"] = UsageEvent.ToUnits(usage.Used).ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["late"] = UsageEvent.ToUnits(usage.LateTotal()).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
