using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Backups;

namespace Artisan.Areas.Billing.Restoring;

/// <summary>
/// Usage in a backup goes up to the <c>seq</c> of the counters that were read first. Answers to whole chunks are left out, as a
/// repeated one is found by its events, and so is how far a recount was.
/// </summary>
internal static class UsageCut
{
    public static readonly BackupCut Rule = new(BillingKeys.Table, partition => partition.EndsWith('|' + BillingKeys.Partition, StringComparison.Ordinal), ["p|"], Within);

    private static Predicate<TableEntity> Within(IReadOnlyList<TableEntity> first)
    {
        var upTo = first.ToDictionary(p => BillingKeys.StartOf(p.RowKey), p => p.GetInt64("seq") ?? 0);
        return row => row.RowKey.Split('|')[0] switch
        {
            "e" => upTo.TryGetValue(EventRow.Billed(row), out var seq) && EventRow.Seq(row) <= seq,
            "b" or BillingKeys.Recount => false,
            _ => true,
        };
    }
}
