using System.Diagnostics.Metrics;

namespace Artisan.Areas.Support;

/// <summary>What operators watch of support.</summary>
internal static class SupportMetrics
{
    private static readonly Meter Meter = new("Artisan.Support");

    /// <summary>How content customers were with a closed ticket, 1 to 5.</summary>
    public static readonly Histogram<int> Rating = Meter.CreateHistogram<int>("artisan.support.rating", description: "How content customers were with a closed ticket, 1 to 5.");

    /// <summary>Targets that were not kept.</summary>
    public static readonly Counter<int> Missed = Meter.CreateCounter<int>("artisan.support.targets_missed", description: "Targets of support tickets that were not kept.");
}
