using System.Runtime.CompilerServices;
using Artisan.Azure.Tables;

namespace Artisan.Platform.Backups;

/// <summary>Reads a table for a backup, partition by partition in the order of their keys: the one sanctioned scan beside the purge.</summary>
internal sealed class TableReading(IEnumerable<BackupCut> cuts, IEnumerable<NotBackedUp> left)
{
    private const int PageSize = 1000;
    private const int MostReads = 5;

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

    private async IAsyncEnumerable<TableEntity> CutAsync(TableClient table, string partition, BackupCut cut, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken ct)
    {
        var first = await FirstAsync(table, partition, cut, ct);
        foreach (var row in first)
        {
            // What was not written since is in the backup before this one, which read it later than that.
            if ((since is null || row.Timestamp is null || row.Timestamp >= since) && IsHeld(table.Name, row)) yield return row;
        }

        var within = cut.Within(first);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}") + Since(since);
        await foreach (var row in table.QueryAsync(filter, PageSize, cancellationToken: ct))
        {
            if (!cut.First.Any(range => range.Holds(row.RowKey)) && IsHeld(table.Name, row) && within(row)) yield return row;
        }
    }

    // A few tries are plenty: the anchor of one partition is written some times a day.
    private static async Task<List<TableEntity>> FirstAsync(TableClient table, string partition, BackupCut cut, CancellationToken ct)
    {
        for (var reads = 1; ; reads++)
        {
            var (before, first) = (await AnchorAsync(table, partition, cut, ct), new List<TableEntity>());
            foreach (var range in cut.First)
            {
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {range.From}") + (range.To is { } to ? " and " + TableClient.CreateQueryFilter($"RowKey lt {to}") : "");
                await foreach (var row in table.QueryAsync(filter, PageSize, cancellationToken: ct)) first.Add(row);
            }

            if (reads == MostReads || before == await AnchorAsync(table, partition, cut, ct)) return first;
        }
    }

    private static async Task<global::Azure.ETag?> AnchorAsync(TableClient table, string partition, BackupCut cut, CancellationToken ct) =>
        cut.Anchor is { } anchor ? (await table.GetEntityIfExistsAsync(partition, anchor, ["PartitionKey", "RowKey"], ct))?.ETag : null;

    private static string Filter(string? after, DateTimeOffset? since) => TableClient.CreateQueryFilter($"PartitionKey gt {after ?? ""}") + Since(since);

    private static string Since(DateTimeOffset? since) => since is { } from ? " and " + TableClient.CreateQueryFilter($"Timestamp ge {from}") : "";
}
