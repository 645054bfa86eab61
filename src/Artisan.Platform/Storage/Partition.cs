using Artisan.Platform.Messaging;
using System.Runtime.CompilerServices;
using Artisan.Azure.Tables;
using Artisan.Platform.Time;

namespace Artisan.Platform.Storage;

/// <summary>
/// One partition of one table: the unit of consistency. It can be reached only through the three kinds of stores
/// (<see cref="Stores"/>), so that code which holds one cannot address another workspace's rows.
/// Expired rows (property <c>exp</c> in the past) are absent to every reader.
/// </summary>
public sealed class Partition
{
    /// <summary>The property that ends a row's life, a UTC instant.</summary>
    public const string Expiry = "exp";

    private readonly TableClient _table;
    private readonly SystemClock _clock;

    internal Partition(TableClient table, string key, SystemClock clock, Outbox outbox)
    {
        (_table, Key, _clock, Outbox) = (table, key, clock, outbox);
    }

    /// <summary>The partition key.</summary>
    public string Key { get; }

    /// <summary>The name of the table.</summary>
    public string Table => _table.Name;

    /// <summary>Whose rows these are: a workspace id, a user id, or empty for the platform's.</summary>
    internal string Owner => Key.Split('|') switch
    {
        ["ws" or "user", var id, ..] => id,
        [var id, ..] when id.StartsWith("ws_", StringComparison.Ordinal) => id,
        _ => "",
    };

    internal Outbox Outbox { get; }

    internal TableClient Client => _table;

    internal DateTimeOffset Now => _clock.Now;

    /// <summary>A new, empty row of this partition.</summary>
    public TableEntity Row(string rowKey) => new(Key, rowKey);

    /// <summary>Begins a change: rows, audit entries and messages that are committed together or not at all.</summary>
    public Change Change() => new(this);

    /// <summary>One row, or null where it is absent or expired: a single point read.</summary>
    public async Task<TableEntity?> FindAsync(string rowKey, CancellationToken ct)
    {
        var row = await OrIfNoTable(() => _table.GetEntityIfExistsAsync(Key, rowKey, select: null, ct), null);
        return row is null || IsExpired(row) ? null : row;
    }

    /// <summary>The rows of a range in key order, read page by page while they are consumed.</summary>
    public async IAsyncEnumerable<TableEntity> RangeAsync(RowRange range, [EnumeratorCancellation] CancellationToken ct, IReadOnlyList<string>? select = null, int? pageSize = null)
    {
        var pages = _table.QueryAsync(Filter(range), pageSize, select, ct).GetAsyncEnumerator(ct);
        await using var _ = pages.ConfigureAwait(false);
        while (await OrIfNoTable(() => pages.MoveNextAsync().AsTask(), false))
        {
            if (!IsExpired(pages.Current)) yield return pages.Current;
        }
    }

    /// <summary>At most <paramref name="limit"/> rows of a range behind a row key, and whether there are more.</summary>
    public async Task<RowPage> PageAsync(RowRange range, int limit, string? after, CancellationToken ct)
    {
        var rows = new List<TableEntity>(limit + 1);
        await foreach (var row in RangeAsync(after is null ? range : range.After(after), ct, pageSize: Math.Min(limit + 1, 1000)))
        {
            rows.Add(row);
            if (rows.Count > limit) return new RowPage(rows[..limit], rows[limit - 1].RowKey);
        }

        return new RowPage(rows, null);
    }

    internal bool IsExpired(TableEntity row) => row.ContainsKey(Expiry) && row.GetDateTimeOffset(Expiry) is { } exp && exp <= _clock.Now;

    private string Filter(RowRange range) => range.To is null
        ? TableClient.CreateQueryFilter($"PartitionKey eq {Key} and RowKey ge {range.From}")
        : TableClient.CreateQueryFilter($"PartitionKey eq {Key} and RowKey ge {range.From} and RowKey lt {range.To}");

    // A table that was never written to is an empty one.
    private static async Task<T> OrIfNoTable<T>(Func<Task<T>> read, T empty)
    {
        try
        {
            return await read();
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "TableNotFound" })
        {
            return empty;
        }
    }
}

/// <summary>A page of rows; <see cref="Next"/> is the last row's key where more rows follow.</summary>
public sealed record RowPage(IReadOnlyList<TableEntity> Rows, string? Next);
