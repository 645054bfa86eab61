using System.Globalization;
using Artisan.Azure.Tables;
using Azure;

namespace Artisan.LocalHost.Clock;

/// <summary>Reads when business work comes due: rows `due|{kind}|{shard} / {utc}|…` of the table platform.</summary>
internal sealed class DueIndex(TableServiceClient tables)
{
    private const int InstantLength = 22;
    private static readonly string[] KeyOnly = ["RowKey"];

    /// <summary>The earliest instant after one and not after the other at which something is due.</summary>
    public async Task<DateTimeOffset?> FirstAsync(DateTimeOffset after, DateTimeOffset until, CancellationToken ct)
    {
        // A range over all due partitions: kinds and shards need no list here, and a developer's table is small.
        var low = Text(after) + "~";
        var high = Text(until) + "~";
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge 'due|' and PartitionKey lt 'due}}' and RowKey gt {low} and RowKey le {high}");
        DateTimeOffset? first = null;
        try
        {
            await foreach (var row in tables.GetTableClient("platform").QueryAsync(filter, select: KeyOnly, cancellationToken: ct))
            {
                if (Instant(row.RowKey) is { } due && due > after && due <= until && (first is null || due < first)) first = due;
            }
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }

        return first;
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Instant(string rowKey) =>
        rowKey.Length >= InstantLength
        && DateTime.TryParseExact(rowKey[..InstantLength], "yyyyMMdd'T'HHmmssfffffff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            ? new DateTimeOffset(at)
            : null;
}
