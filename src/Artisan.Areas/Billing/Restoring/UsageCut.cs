using Artisan.Areas.Billing.Metering;
using Artisan.Areas.Billing.Storage;
using Artisan.Azure.Tables;
using Artisan.Platform.Backups;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Billing.Restoring;

/// <summary>
/// A workspace's billing in a backup is that of one moment. Whatever has to do with money changes with the subscription, so its rows are read until that stayed the
/// same meanwhile: numbers of invoices have no gap, and a closed period has its invoice. Usage events, which may be many, go up to the <c>seq</c> of the counters.
/// </summary>
internal static class UsageCut
{
    public static readonly BackupCut Rule = new(
        BillingKeys.Table, partition => partition.EndsWith('|' + BillingKeys.Partition, StringComparison.Ordinal), [RowRange.Between("c", BillingKeys.Events.From), new RowRange(BillingKeys.Events.To!, null)], Within)
    {
        Anchor = BillingKeys.Subscription,
    };

    private static Predicate<TableEntity> Within(IReadOnlyList<TableEntity> first)
    {
        var upTo = first.Where(r => BillingKeys.AllPeriods.Holds(r.RowKey)).ToDictionary(p => BillingKeys.StartOf(p.RowKey), p => p.GetInt64("seq") ?? 0);
        return row => upTo.TryGetValue(EventRow.Billed(row), out var seq) && EventRow.Seq(row) <= seq;
    }
}
