using System.Runtime.CompilerServices;
using Artisan.Azure.Tables;

namespace Artisan.Platform.Backups;

/// <summary>Finds the rows of one name in many partitions, as a restore has to that cannot believe its lists. Never for a request: it reads all of the range.</summary>
public sealed class RowScan(TableServiceClient tables)
{
    private const int PageSize = 1000;

    /// <summary>The rows of this key in the partitions [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public async IAsyncEnumerable<TableEntity> FindAsync(string table, string from, string to, string rowKey, [EnumeratorCancellation] CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to} and RowKey eq {rowKey}");
        var rows = tables.GetTableClient(table).QueryAsync(filter, PageSize, cancellationToken: ct).GetAsyncEnumerator(ct);
        await using var _ = rows.ConfigureAwait(false);
        while (await NextAsync(rows)) yield return rows.Current;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<TableEntity> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "TableNotFound" })
        {
            // A table that was never written to.
            return false;
        }
    }
}
