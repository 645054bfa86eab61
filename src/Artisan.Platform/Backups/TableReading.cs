using System.Runtime.CompilerServices;
using Artisan.Azure.Tables;

namespace Artisan.Platform.Backups;

/// <summary>Reads a table for a backup, partition by partition in the order of their keys: the one sanctioned scan beside the purge.</summary>
internal sealed class TableReading(IEnumerable<BackupCut> cuts, IEnumerable<NotBackedUp> left)
{
    private const int PageSize = 1000;

    private readonly BackupCut[] _cuts = [.. cuts];
    private readonly NotBackedUp[] _left = [.. left];

    /// <summary>The rows behind a partition; with <paramref name="since"/> those that were written from then on, by the storage's clock.</summary>
    public async IAsyncEnumerable<TableEntity> RowsAsync(TableClient table, string? after, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var from = after; ;)
        {
            (string Key, BackupCut Cut)? met = null;
            await foreach (var row in table.QueryAsync(Filter(from, since), PageSize, cancellationToken: ct))
            {
                if (CutOf(table.Name, row.PartitionKey) is { } cut)
                {
                    met = (row.PartitionKey, cut);
                    break;
                }

                if (IsHeld(table.Name, row)) yield return row;
            }

            if (met is not { } at) yield break;
            await foreach (var row in CutAsync(table, at.Key, at.Cut, since, ct)) yield return row;
            from = at.Key;
        }
    }

    private BackupCut? CutOf(string table, string partition) => Array.Find(_cuts, c => c.Table == table && c.Applies(partition));

    private bool IsHeld(string table, TableEntity row) => !Array.Exists(_left, l =>
        l.Table == table && row.PartitionKey.StartsWith(l.Partition, StringComparison.Ordinal) && row.RowKey.StartsWith(l.Row, StringComparison.Ordinal));

    // The rows that say how far the others go are taken whether they changed or not: the others are judged by what the backup holds of them.
    private async IAsyncEnumerable<TableEntity> CutAsync(TableClient table, string partition, BackupCut cut, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken ct)
    {
        var first = new List<TableEntity>();
        foreach (var prefix in cut.First)
        {
            await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + "\uffff"}"), PageSize, cancellationToken: ct)) first.Add(row);
        }

        foreach (var row in first) yield return row;
        var within = cut.Within(first);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}") + Since(since);
        await foreach (var row in table.QueryAsync(filter, PageSize, cancellationToken: ct))
        {
            if (!cut.First.Any(prefix => row.RowKey.StartsWith(prefix, StringComparison.Ordinal)) && within(row) && IsHeld(table.Name, row)) yield return row;
        }
    }

    private static string Filter(string? after, DateTimeOffset? since) => TableClient.CreateQueryFilter($"PartitionKey gt {after ?? ""}") + Since(since);

    private static string Since(DateTimeOffset? since) => since is { } from ? " and " + TableClient.CreateQueryFilter($"Timestamp ge {from}") : "";
}
