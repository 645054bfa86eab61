using System.Runtime.CompilerServices;
using Artisan.Azure.Tables;

namespace Artisan.Platform.Backups;

/// <summary>A row as a backup reads it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Cut">All that was read first of its partition, where a cut says how that is read; else null.</param>
/// <param name="IsFirst">Whether it is one of these.</param>
internal sealed record ReadRow(TableEntity Row, IReadOnlyList<TableEntity>? Cut = null, bool IsFirst = false);

/// <summary>Reads a table for a backup, partition by partition in the order of their keys: the one sanctioned scan beside the purge.</summary>
internal sealed class TableReading(IEnumerable<BackupCut> cuts, IEnumerable<NotBackedUp> left)
{
    private const int PageSize = 1000;
    private const int MostReads = 5;

    private readonly BackupCut[] _cuts = [.. cuts];
    private readonly NotBackedUp[] _left = [.. left];

    /// <summary>
    /// The rows behind a place, those of a partition in the middle of which it is held against the <paramref name="cut"/> that was read first of it; with
    /// <paramref name="since"/> those that were written from then on, by the storage's clock.
    /// </summary>
    public async IAsyncEnumerable<ReadRow> RowsAsync(TableClient table, BackupPlace? after, IReadOnlyList<TableEntity>? cut, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken ct)
    {
        if (after is { Row: { } row })
        {
            await foreach (var rest in RestAsync(table, after.Partition, row, cut, since, ct)) yield return rest;
        }

        for (var from = after?.Partition; ;)
        {
            (string Key, BackupCut Cut)? met = null;
            await foreach (var next in table.QueryAsync(Filter(from, since), PageSize, cancellationToken: ct))
            {
                if (CutOf(table.Name, next.PartitionKey) is { } rule)
                {
                    met = (next.PartitionKey, rule);
                    break;
                }

                if (IsHeld(table.Name, next)) yield return new ReadRow(next);
            }

            if (met is not { } at) yield break;
            await foreach (var next in CutAsync(table, at.Key, at.Cut, since, ct)) yield return next;
            from = at.Key;
        }
    }

    private BackupCut? CutOf(string table, string partition) => Array.Find(_cuts, c => c.Table == table && c.Applies(partition));

    private bool IsHeld(string table, TableEntity row) => !Array.Exists(_left, l =>
        l.Table == table && row.PartitionKey.StartsWith(l.Partition, StringComparison.Ordinal) && row.RowKey.StartsWith(l.Row, StringComparison.Ordinal));

    private async IAsyncEnumerable<ReadRow> CutAsync(TableClient table, string partition, BackupCut cut, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken ct)
    {
        var first = await FirstAsync(table, partition, cut, ct);
        foreach (var row in first)
        {
            // What was not written since is in the backup before this one, which read it later than that.
            if ((since is null || row.Timestamp is null || row.Timestamp >= since) && IsHeld(table.Name, row)) yield return new ReadRow(row, first, IsFirst: true);
        }

        await foreach (var row in RestAsync(table, partition, "", first, since, ct)) yield return row;
    }

    /// <summary>The rows of a partition behind one, but those that are read first.</summary>
    private async IAsyncEnumerable<ReadRow> RestAsync(TableClient table, string partition, string after, IReadOnlyList<TableEntity>? first, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken ct)
    {
        var cut = CutOf(table.Name, partition);
        var within = cut is null ? null : cut.Within(first ?? throw new InvalidOperationException("What was read first of the partition is not known."));
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after}") + Since(since);
        await foreach (var row in table.QueryAsync(filter, PageSize, cancellationToken: ct))
        {
            if (cut?.First.Any(range => range.Holds(row.RowKey)) != true && IsHeld(table.Name, row) && within?.Invoke(row) != false) yield return new ReadRow(row, first);
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
