using Artisan.Areas.Billing.Contracts;

namespace Artisan.Areas.Billing.Plans;

/// <summary>What one tier costs and gives; all of it stands in <c>plans.json</c>.</summary>
internal sealed record Plan
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The price of a month in minor units, by currency.</summary>
    public required IReadOnlyDictionary<string, long> Prices { get; init; }

    /// <summary>Limits by metric; null is unlimited.</summary>
    public required IReadOnlyDictionary<string, long?> Limits { get; init; }

    /// <summary>The metrics whose limit is soft, with the price of what goes beyond it.</summary>
    public required IReadOnlyDictionary<string, Overage> Overage { get; init; }

    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Calls per minute and caller.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>Ingested events per minute and caller.</summary>
    public required int EventsPerMinute { get; init; }

    /// <summary>How long raw events are kept.</summary>
    public required int RawEventDays { get; init; }

    public required SupportTerms Support { get; init; }

    /// <summary>Its place among the plans, the smallest 0.</summary>
    public int Rank { get; init; }

    /// <summary>Whether nothing is ever to pay for it.</summary>
    public bool IsFree => Prices.Values.All(p => p == 0);

    /// <summary>The price of a month in minor units.</summary>
    /// <exception cref="KeyNotFoundException">The plan has no price in this currency: ask <see cref="PlanCatalog.CurrencyFor"/> first.</exception>
    public long PriceIn(string currency) => Prices[currency];
}

/// <summary>The price of usage beyond a soft limit.</summary>
/// <param name="Per">How many units the price is for.</param>
/// <param name="Prices">Minor units by currency.</param>
internal sealed record Overage(long Per, IReadOnlyDictionary<string, long> Prices);
