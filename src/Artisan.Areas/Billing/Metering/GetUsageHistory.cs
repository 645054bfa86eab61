using System.Globalization;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Storage;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Time;

namespace Artisan.Areas.Billing.Metering;

/// <summary>What was used of a metric on a local day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Used">How much, whenever it became known.</param>
/// <param name="Late">How much of it became known after its period was billed.</param>
public sealed record UsageOfDay(DateOnly Day, string Metric, decimal Used, decimal Late);

/// <summary>Usage by day and metric, the oldest day first; days without any are left out.</summary>
public sealed record UsageHistoryResponse(DateOnly From, DateOnly To, IReadOnlyList<UsageOfDay> Days);

/// <summary>Shows what was used by day, from the periods' own rows: one read, however many events there were.</summary>
internal sealed class GetUsageHistory(BillingStore store, BusinessClock clock)
{
    private const int MostDays = 400;
    private const int Usual = 30;

    // A period that holds the first day began at most this long before it, and what came late for the last day is billed at most this long after it.
    private static readonly TimeSpan Around = TimeSpan.FromDays(68);

    public async Task<Outcome<UsageHistoryResponse>> RunAsync(string? from, string? to, string? metric, Caller caller, CancellationToken ct)
    {
        var today = BillingPeriods.DayOf(clock.Now, TimeZoneInfo.Utc).AddDays(1);
        if (!TryDay(to, today, out var last)) return Faults.Invalid.At("to", "A day such as 2026-01-31.");
        if (!TryDay(from, last.AddDays(-Usual), out var first)) return Faults.Invalid.At("from", "A day such as 2026-01-31.");
        if (first > last || last.DayNumber - first.DayNumber >= MostDays) return Faults.Invalid.At("from", "From 1 to 400 days, the first not after the last.");

        var rows = await store.PeriodsAsync(caller.WorkspaceId, Midnight(first) - Around, Midnight(last) + Around, ct);
        var (low, high) = (PeriodUsage.Day(first), PeriodUsage.Day(last));
        var parts = from row in rows
                    from counter in row.Metrics
                    where metric is null || counter.Key == metric
                    from part in counter.Value.Days.Select(d => (d.Key, d.Value, Late: 0L)).Concat(counter.Value.LateDays.Select(d => (d.Key, d.Value, Late: d.Value)))
                    where string.CompareOrdinal(part.Key, low) >= 0 && string.CompareOrdinal(part.Key, high) <= 0
                    group part by (Day: part.Key, Metric: counter.Key);
        return new UsageHistoryResponse(first, last, [.. parts
            .OrderBy(g => g.Key.Day, StringComparer.Ordinal).ThenBy(g => g.Key.Metric, StringComparer.Ordinal)
            .Select(g => new UsageOfDay(Parse(g.Key.Day), g.Key.Metric, UsageEvent.ToUnits(g.Sum(p => p.Value)), UsageEvent.ToUnits(g.Sum(p => p.Late))))]);
    }

    private static bool TryDay(string? text, DateOnly otherwise, out DateOnly day)
    {
        day = otherwise;
        return text is null || (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1970 and <= 9000);
    }

    private static DateOnly Parse(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
