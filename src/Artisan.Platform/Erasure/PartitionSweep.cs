using System.Runtime.CompilerServices;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Erasure;

/// <summary>Finds a workspace's partitions of a table and empties them, expired rows too.</summary>
internal static class PartitionSweep
{
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];

    /// <summary>The names of the partitions <c>{workspace}|{name}</c>, one short query each: from one partition the next query jumps behind it.</summary>
    public static async IAsyncEnumerable<string> NamesAsync(TableClient table, string workspaceId, [EnumeratorCancellation] CancellationToken ct)
    {
        var (from, to) = ($"{workspaceId}|", $"{workspaceId}}}");
        while (await FirstAsync(table, from, to, ct) is { } partition)
        {
            yield return partition[(workspaceId.Length + 1)..];
            from = partition + "\u0001";
        }
    }

    /// <summary>Deletes the rows of a partition that <paramref name="goes"/> names, a hundred at a time.</summary>
    public static async Task ClearAsync(Partition partition, Predicate<string> goes, CancellationToken ct)
    {
        var batch = new List<TableEntity>(100);
        await foreach (var row in partition.Client.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition.Key}"), 1000, KeysOnly, ct))
        {
            if (!goes(row.RowKey)) continue;
            batch.Add(row);
            if (batch.Count < 100) continue;
            await DeleteAsync(partition, batch, ct);
            batch.Clear();
        }

        if (batch.Count > 0) await DeleteAsync(partition, batch, ct);
    }

    private static async Task<string?> FirstAsync(TableClient table, string from, string to, CancellationToken ct)
    {
        try
        {
            await foreach (var row in table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to}"), 1, KeysOnly, ct)) return row.PartitionKey;
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "TableNotFound" })
        {
            // A table that was never written to is an empty one.
        }

        return null;
    }

    // Another run, or the purge of expired rows, may have taken one of them: then they go one by one.
    private static async Task DeleteAsync(Partition partition, List<TableEntity> rows, CancellationToken ct)
    {
        try
        {
            await partition.Client.SubmitTransactionAsync(rows.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, r, global::Azure.ETag.All)), ct);
        }
        catch (TableTransactionFailedException)
        {
            foreach (var row in rows) await partition.Client.DeleteEntityAsync(partition.Key, row.RowKey, global::Azure.ETag.All, ct);
        }
    }
}
