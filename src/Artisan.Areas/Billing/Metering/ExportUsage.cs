using System.Runtime.CompilerServices;
using Artisan.Areas.Billing.Storage;
using Artisan.Areas.Workspaces.Contracts;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Metering;

/// <summary>A usage event as the export of a workspace shows it. Its id is kept as a hash only, so it is not among what can be shown.</summary>
internal sealed record ExportedUsageEvent(string Metric, decimal Quantity, DateTimeOffset Time, string? Subject, string? Properties, DateTimeOffset BilledIn, bool Late);

/// <summary>What was used in a period of one metric.</summary>
internal sealed record ExportedUsage(DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, string Metric, decimal Used, decimal Late);

/// <summary>A workspace's usage in its export: what every period came to, and every event.</summary>
internal sealed class ExportUsage(BillingStore store) : IExportContributor
{
    public string Folder => "usage";

    public async Task WriteAsync(ExportArchive archive, string workspaceId, CancellationToken ct)
    {
        var home = store.Home(workspaceId);
        await archive.LinesAsync("usage/periods", PeriodsAsync(home, ct), BillingJson.Default.ExportedUsage, ct);
        await archive.LinesAsync("usage/events", EventsAsync(home, ct), BillingJson.Default.ExportedUsageEvent, ct);
    }

    private static async IAsyncEnumerable<ExportedUsage> PeriodsAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in home.RangeAsync(BillingKeys.AllPeriods, ct))
        {
            var usage = PeriodRow.From(row);
            foreach (var (metric, counter) in usage.Metrics.Where(m => m.Value.Used != 0 || !m.Value.Late.IsEmpty))
            {
                yield return new ExportedUsage(usage.Period.Start, usage.Period.End, metric, UsageEvent.ToUnits(counter.Used), UsageEvent.ToUnits(counter.LateTotal()));
            }
        }
    }

    private static async IAsyncEnumerable<ExportedUsageEvent> EventsAsync(Partition home, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in home.RangeAsync(BillingKeys.Events, ct)) yield return EventRow.Exported(row);
    }
}
