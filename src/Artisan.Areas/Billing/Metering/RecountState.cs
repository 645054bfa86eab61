using System.Collections.Immutable;
using Artisan.Areas.Billing.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>How far a recount is; kept where it takes several messages.</summary>
internal sealed record RecountState(DateTimeOffset Slot)
{
    /// <summary>The periods that are recounted, by name.</summary>
    public Dictionary<string, RecountedPeriod> Periods { get; init; } = [];

    /// <summary>The last event that was read.</summary>
    public string? After { get; set; }

    /// <summary>How many events were counted.</summary>
    public long Counted { get; set; }

    /// <summary>By period and metric what the counters lack.</summary>
    public IEnumerable<(string Period, IReadOnlyDictionary<string, CounterDifference> Differences)> Differences() =>
        Periods.Select(p => (p.Key, p.Value.Differences())).Where(p => p.Item2.Count > 0);
}

/// <summary>A period as it was when the recount began, and what its events come to so far.</summary>
/// <param name="Seq">Events of a higher one came later.</param>
/// <param name="Counters">The counters then.</param>
internal sealed record RecountedPeriod(long Seq, ImmutableSortedDictionary<string, MetricUsage> Counters)
{
    /// <summary>The sums of the events, by metric.</summary>
    public Dictionary<string, MetricUsage> Events { get; init; } = [];

    public IReadOnlyDictionary<string, CounterDifference> Differences() => Counters
        .Select(c => (c.Key, Difference: CounterDifference.Between(c.Value, Events.GetValueOrDefault(c.Key) ?? new MetricUsage())))
        .Where(c => c.Difference is not null).ToDictionary(c => c.Key, c => c.Difference!);
}
