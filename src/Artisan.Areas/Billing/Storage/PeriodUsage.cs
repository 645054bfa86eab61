using System.Collections.Immutable;
using System.Globalization;
using Artisan.Areas.Billing.Periods;
using Artisan.Areas.Billing.Plans;

namespace Artisan.Areas.Billing.Storage;

/// <summary>
/// What was used of one metric in one period. Quantities are whole millionths of a unit, because tables have no decimals; days are local days of the
/// period's zone.
/// </summary>
internal sealed record MetricUsage
{
    /// <summary>Used, without what came late for other periods.</summary>
    public long Used { get; init; }

    /// <summary>Set aside by open reservations.</summary>
    public long Reserved { get; init; }

    /// <summary>The limit; null is unlimited.</summary>
    public long? Limit { get; init; }

    /// <summary>Whether the limit may be passed, at a price.</summary>
    public bool Soft { get; init; }

    /// <summary>The highest percentage that the owners were told of.</summary>
    public int Noticed { get; init; }

    /// <summary>Used, by local day.</summary>
    public ImmutableSortedDictionary<string, long> Days { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>What came late, by the start of the period that it belongs to; billed with this one.</summary>
    public ImmutableSortedDictionary<string, long> Late { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>What came late, by local day.</summary>
    public ImmutableSortedDictionary<string, long> LateDays { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>What was used beyond the limit of a plan that was left within the period, by plan: billed at its price, and no part of what the next plan's limit holds.</summary>
    public ImmutableSortedDictionary<string, long> Passed { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>How much of a quantity lies beyond a limit that may be passed, and is not billed at the price of an earlier plan.</summary>
    public long Over(long used) => this is { Soft: true, Limit: { } limit } ? Math.Max(0, used - limit - Passed.Values.Sum()) : 0;

    /// <summary>All that came late.</summary>
    public long LateTotal() => Late.Values.Sum();

    /// <summary>With usage of a day of its own period.</summary>
    public MetricUsage Plus(string day, long micro) => this with { Used = Used + micro, Days = Plus(Days, day, micro) };

    /// <summary>With usage of a day of a period that was billed already.</summary>
    public MetricUsage PlusLate(DateTimeOffset ownStart, string day, long micro) => this with { Late = Plus(Late, PeriodUsage.Name(ownStart), micro), LateDays = Plus(LateDays, day, micro) };

    private static ImmutableSortedDictionary<string, long> Plus(ImmutableSortedDictionary<string, long> sums, string name, long micro) => sums.SetItem(name, sums.GetValueOrDefault(name) + micro);
}

/// <summary>The usage of all metrics in one period: the row <c>p|</c>, which every tracked event replaces.</summary>
internal sealed record PeriodUsage
{
    public required BillingPeriod Period { get; init; }

    /// <summary>IANA name of the zone that its days are counted in.</summary>
    public required string TimeZone { get; init; }

    public ImmutableSortedDictionary<string, MetricUsage> Metrics { get; init; } = ImmutableSortedDictionary<string, MetricUsage>.Empty;

    /// <summary>The plan whose limits it has; null in rows of before plans were noted.</summary>
    public string? Plan { get; init; }

    /// <summary>The provider's invoice that its lines are still to be added to; null where none are.</summary>
    public string? OwedOn { get; init; }

    /// <summary>Raised by every change.</summary>
    public long Seq { get; init; }

    /// <summary>Whether the period was billed: it never changes any more.</summary>
    public bool Closed { get; init; }

    /// <summary>The version of the stored row; none before it is there.</summary>
    public global::Azure.ETag ETag { get; init; }

    /// <summary>What was used of a metric.</summary>
    public MetricUsage this[string metric] => Metrics.GetValueOrDefault(metric) ?? new MetricUsage();

    public PeriodUsage With(string metric, MetricUsage usage) => this with { Metrics = Metrics.SetItem(metric, usage) };

    /// <summary>As another plan takes over within the period.</summary>
    public PeriodUsage Leaving(Plan plan) => this with
    {
        Metrics = Metrics.ToImmutableSortedDictionary(
            m => m.Key,
            m => plan.Overage.ContainsKey(m.Key) && m.Value.Over(m.Value.Used) is > 0 and var over ? m.Value with { Passed = m.Value.Passed.SetItem(plan.Id, m.Value.Passed.GetValueOrDefault(plan.Id) + over) } : m.Value,
            StringComparer.Ordinal),
    };

    /// <summary>How a day is named.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>How a period is named in what came late for it.</summary>
    public static string Name(DateTimeOffset start) => start.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The start of the period of a name.</summary>
    public static DateTimeOffset StartOf(string name) => DateTimeOffset.ParseExact(name, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
