using System.Text.Json;
using Artisan.Azure.Tables;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Due;

/// <summary>
/// Finds delayed work without a scan. Scheduling rides with the change that asks for it (<see cref="ChangeDue"/>) and is written here afterwards;
/// every write is the same whoever does it again.
/// </summary>
public sealed class DueIndex(Stores stores) : IOutboxSink
{
    /// <summary>The sink's name.</summary>
    public const string SinkName = "due";

    public string Name => SinkName;

    public Task DeliverAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct) => Task.WhenAll(messages.Select(m =>
    {
        var request = JsonSerializer.Deserialize(m.Body, DueJson.Default.DueRequest)!;
        return request.Cancelled ? CancelAsync(request.Kind, request.Owner, request.Id, request.Due, ct) : ScheduleAsync(request.Kind, request.Owner, request.Id, request.Due, ct);
    }));

    /// <summary>Notes that something is due at an instant of the business clock; noting it again changes nothing.</summary>
    public Task ScheduleAsync(string kind, string owner, string id, DateTimeOffset due, CancellationToken ct)
    {
        var partition = Open(DueKeys.Partition(kind, owner));
        return partition.Change().Upsert(partition.Row(DueKeys.Row(due, owner, id))).CommitAsync(ct);
    }

    /// <summary>Takes a note out again. Only a saving: a note that stays does nothing, because its home row waits for it no more.</summary>
    public async Task CancelAsync(string kind, string owner, string id, DateTimeOffset due, CancellationToken ct)
    {
        try
        {
            await Open(DueKeys.Partition(kind, owner)).Change().Delete(DueKeys.Row(due, owner, id)).CommitAsync(ct);
        }
        catch (WriteConflictException)
        {
            // It is gone already.
        }
    }

    /// <summary>The earliest instant at which anything of a kind is due; null where nothing is.</summary>
    public async Task<DateTimeOffset?> NextAsync(string kind, CancellationToken ct)
    {
        var firsts = await Task.WhenAll(Enumerable.Range(0, DueKeys.Shards).Select(async shard =>
            (await Open(DueKeys.Partition(kind, shard)).PageAsync(new RowRange("", null), 1, null, ct)).Rows is [var first, ..] ? DueKeys.Read(first.RowKey).Due : (DateTimeOffset?)null));
        return firsts.Min();
    }

    /// <summary>What of a kind is due by now in one sixteenth of the index, at most a page of it.</summary>
    internal async Task<IReadOnlyList<TableEntity>> ReadAsync(string kind, int shard, DateTimeOffset now, int limit, CancellationToken ct) =>
        (await Open(DueKeys.Partition(kind, shard)).PageAsync(RowRange.Between("", DueKeys.Until(now)), limit, null, ct)).Rows;

    /// <summary>Takes out what was handed over; rows that another run took out meanwhile do not matter.</summary>
    internal async Task RemoveAsync(string kind, int shard, IEnumerable<TableEntity> rows, CancellationToken ct)
    {
        var partition = Open(DueKeys.Partition(kind, shard));
        foreach (var chunk in rows.Chunk(100))
        {
            if (await TryRemoveAsync(partition, chunk, ct)) continue;
            // One was taken out, or scheduled again, meanwhile: the latter stays.
            foreach (var row in chunk) await TryRemoveAsync(partition, [row], ct);
        }
    }

    private static async Task<bool> TryRemoveAsync(Partition partition, TableEntity[] rows, CancellationToken ct)
    {
        try
        {
            var change = partition.Change();
            foreach (var row in rows) change.Delete(row);
            await change.CommitAsync(ct);
            return true;
        }
        catch (WriteConflictException)
        {
            return false;
        }
    }

    private Partition Open(string partition) => stores.Platform(TableNames.Platform).Partition(partition);
}
