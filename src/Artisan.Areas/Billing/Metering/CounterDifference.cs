using System.Collections.Immutable;
using Artisan.Areas.Billing.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>By how much a counter differs from its events, part by part; it can be added to what the counter has become meanwhile.</summary>
internal sealed record CounterDifference(long Used, IReadOnlyDictionary<string, long> Days, IReadOnlyDictionary<string, long> Late, IReadOnlyDictionary<string, long> LateDays)
{
    /// <summary>What is missing in a counter; null where it is that of its events.</summary>
    public static CounterDifference? Between(MetricUsage counted, MetricUsage events)
    {
        var difference = new CounterDifference(events.Used - counted.Used, Minus(events.Days, counted.Days), Minus(events.Late, counted.Late), Minus(events.LateDays, counted.LateDays));
        return difference is { Used: 0, Days.Count: 0, Late.Count: 0, LateDays.Count: 0 } ? null : difference;
    }

    /// <summary>A counter with what was missing.</summary>
    public MetricUsage AddTo(MetricUsage counter) =>
        counter with { Used = counter.Used + Used, Days = Plus(counter.Days, Days), Late = Plus(counter.Late, Late), LateDays = Plus(counter.LateDays, LateDays) };

    private static Dictionary<string, long> Minus(ImmutableSortedDictionary<string, long> sums, ImmutableSortedDictionary<string, long> others) => sums.Keys.Union(others.Keys)
        .Select(k => (Key: k, Value: sums.GetValueOrDefault(k) - others.GetValueOrDefault(k))).Where(d => d.Value != 0).ToDictionary(d => d.Key, d => d.Value);

    private static ImmutableSortedDictionary<string, long> Plus(ImmutableSortedDictionary<string, long> sums, IReadOnlyDictionary<string, long> others) =>
        others.Aggregate(sums, (all, other) => all.GetValueOrDefault(other.Key) + other.Value is not 0 and var sum ? all.SetItem(other.Key, sum) : all.Remove(other.Key));
}
