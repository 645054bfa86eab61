using Artisan.Areas.Billing.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>A mark that usage has passed.</summary>
/// <param name="Metric">What is used.</param>
/// <param name="Percent">80 or 100.</param>
/// <param name="Used">How much.</param>
/// <param name="Limit">Of how much.</param>
/// <param name="Soft">Whether more is possible, at a price.</param>
/// <param name="PeriodStart">In which period.</param>
/// <param name="PeriodEnd">When it counts from zero again.</param>
internal sealed record UsageNotice(string Metric, int Percent, decimal Used, decimal Limit, bool Soft, DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd);

/// <summary>Marks that were passed by one change, on their way to the owners.</summary>
internal sealed record UsageNotices(string WorkspaceId, IReadOnlyList<UsageNotice> Notices)
{
    /// <summary>The outbox sink that tells the owners.</summary>
    public const string SinkName = "billing-notice";

    private static readonly int[] Marks = [100, 80];

    /// <summary>The highest mark that usage has reached; 0 where it has reached none.</summary>
    public static int MarkOf(MetricUsage usage) => usage.Limit is > 0 and var limit ? Marks.FirstOrDefault(mark => (Int128)usage.Used * 100 >= (Int128)limit * mark) : 0;
}
