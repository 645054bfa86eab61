namespace Artisan.Areas.Billing.Contracts;

/// <summary>How much of a limited metric is used in the present period.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Used">How much, with what is set aside; a decimal.</param>
/// <param name="Limit">Of how much; a decimal.</param>
/// <param name="Percent">The whole percentage.</param>
/// <param name="Soft">Whether more is possible, at a price.</param>
public sealed record UsageItem(string Metric, string Title, string Used, string Limit, int Percent, bool Soft);

/// <summary>The usage of the present period at a glance.</summary>
/// <param name="Plan">The plan's id.</param>
/// <param name="ResetsAt">When the period ends.</param>
/// <param name="Metrics">The metrics nearest to their limit, the nearest first.</param>
public sealed record UsageAtAGlance(string Plan, DateTimeOffset ResetsAt, IReadOnlyList<UsageItem> Metrics);

/// <summary>Tells other areas how near a workspace is to its limits: for showing, never for deciding.</summary>
public interface IUsageGlance
{
    /// <summary>So many of the metrics that are counted by period; two reads.</summary>
    Task<UsageAtAGlance> GetAsync(string workspaceId, int metrics, CancellationToken ct);
}
