using System.Text.RegularExpressions;

namespace Artisan.Areas.Billing.Plans;

/// <summary>How a metric grows.</summary>
internal enum MetricKind
{
    /// <summary>Counted from zero in every billing period.</summary>
    Counter,

    /// <summary>What exists now; kept by the area that it belongs to.</summary>
    Gauge,
}

/// <summary>Something that plans limit.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Kind">How it grows.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Tracked">Whether callers of the API may report it; all others Artisan measures itself.</param>
internal sealed record Metric(string Name, MetricKind Kind, string Title, bool Tracked = false)
{
    /// <summary>Whether quantities may have decimals: a plan's metrics count things, a workspace's own may measure anything.</summary>
    public bool Fractional { get; init; }

    /// <summary>A metric of a workspace's own, which its custom plan names.</summary>
    public static Metric Own(string name) => new(name, MetricKind.Counter, name, Tracked: true) { Fractional = true };
}

/// <summary>How metrics may be called.</summary>
internal static partial class MetricNames
{
    /// <summary>1 to 40 of a-z, 0-9 and _, beginning with a letter.</summary>
    public static bool IsValid(string name) => Name().IsMatch(name);

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,39}\z")]
    private static partial Regex Name();
}
