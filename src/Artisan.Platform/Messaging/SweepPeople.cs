using System.Text.Json.Serialization.Metadata;
using Artisan.Azure.Tables;
using Artisan.Platform.Functions;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;

namespace Artisan.Platform.Messaging;

/// <summary>Partitions of a table in which messages may wait and to which no workspace leads: those of people.</summary>
/// <param name="Table">The table.</param>
/// <param name="From">The first partition key.</param>
/// <param name="To">The partition key behind the last.</param>
public sealed record OutboxRange(string Table, string From, string To);

/// <summary>A stretch of such partitions to be looked through.</summary>
/// <param name="Table">The table.</param>
/// <param name="From">The first partition key.</param>
/// <param name="To">The partition key behind the last.</param>
/// <param name="Place">Where the storage service goes on reading; null at the beginning.</param>
public sealed record PeopleSweep(string Table, string From, string To, string? Place)
{
    /// <summary>How the message is read and written.</summary>
    public static JsonTypeInfo<PeopleSweep> JsonType => OutboxJson.Default.PeopleSweep;
}

/// <summary>
/// Finds the partitions of people, workspace or none, whose outbox holds something old or set aside, and has them looked through. The storage service looks for such rows
/// by their keys and sends those alone; what is not done in two minutes goes on in the next message.
/// </summary>
public sealed class SweepPeople(TableServiceClient tables, Stores stores, OutboxSweep sweep, DeadOutboxes list, Queues queues, SystemClock clock) : IQueueHandler<PeopleSweep>
{
    /// <summary>The queue function.</summary>
    public const string Queue = "outbox-sweep-people";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly string[] KeysOnly = ["PartitionKey", "RowKey"];

    public async Task HandleAsync(QueueMessage<PeopleSweep> message, CancellationToken ct)
    {
        var (work, until) = (message.Body, clock.Now + Longest);
        if (work.Place is null) await TidyAsync(ct);
        try
        {
            await SweepAsync(work, until, ct);
        }
        catch (global::Azure.RequestFailedException e) when (e is { Status: 404, ErrorCode: "TableNotFound" })
        {
            // A table that was never written to owes nothing.
        }
    }

    private async Task SweepAsync(PeopleSweep work, DateTimeOffset until, CancellationToken ct)
    {
        var done = "";
        await foreach (var page in ReadAsync(work, ct))
        {
            foreach (var key in page.Values.Select(row => row.PartitionKey).Distinct().Where(key => key != done))
            {
                await sweep.RunAsync(stores.Open(work.Table, key), ct);
                done = key;
            }

            if (page.ContinuationToken is not { Length: > 0 } place || clock.Now < until) continue;
            await queues.SendAsync(Queue, work with { Place = place }, PeopleSweep.JsonType, ct);
            return;
        }
    }

    private IAsyncEnumerable<global::Azure.Page<TableEntity>> ReadAsync(PeopleSweep work, CancellationToken ct)
    {
        var (dead, deadEnd, waiting, old) = (OutboxRow.DeadPrefix, RowRange.Prefix(OutboxRow.DeadPrefix).To, OutboxRow.Prefix, OutboxRow.Prefix + UlidIds.FirstOf(clock.Now - OutboxSweep.Old));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {work.From} and PartitionKey lt {work.To} and ((RowKey ge {dead} and RowKey lt {deadEnd}) or (RowKey ge {waiting} and RowKey lt {old}))");
        return tables.GetTableClient(work.Table).QueryAsync(filter, 1000, KeysOnly, ct).AsPages(work.Place);
    }

    // A workspace that was destroyed is swept no more, but may still be on the list.
    private async Task TidyAsync(CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await list.PageAsync(100, after, ct);
            foreach (var dead in page.Outboxes) await list.ForgetIfEmptyAsync(list.Open(dead), ct);
            after = page.Next;
        }
        while (after is not null);
    }
}
