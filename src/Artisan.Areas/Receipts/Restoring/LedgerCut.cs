using Artisan.Areas.Receipts.Log;
using Artisan.Azure.Tables;
using Artisan.Platform.Backups;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Receipts.Restoring;

/// <summary>
/// A log in a backup goes up to the head that was read first. A leaf or its place in the index beyond it would be taken for one that exists; tiles may hold more,
/// because what a head does not reach is never read.
/// </summary>
internal static class LedgerCut
{
    public static readonly BackupCut Rule = new(LedgerKeys.Table, IsLog, [RowRange.Prefix(LedgerKeys.Head)], Within);

    private static bool IsLog(string partition) => partition.Contains('|' + LedgerKeys.Partitions, StringComparison.Ordinal);

    private static Predicate<TableEntity> Within(IReadOnlyList<TableEntity> first)
    {
        var head = first.FirstOrDefault(r => r.RowKey == LedgerKeys.Head);
        var (size, signed) = (head?.GetInt64("size") ?? 0, head?.GetInt64("signed") ?? 0);
        return row => row.RowKey.Split('|')[0] switch
        {
            "leaf" => LedgerKeys.LeafIndex(row.RowKey) < size,
            "idem" or "kind" => row.GetInt64("index") < size,
            "cp" => row.GetInt64("signed") <= signed,
            _ => true,
        };
    }
}
