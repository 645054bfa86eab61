using System.Collections.Concurrent;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Ids;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Artisan.Platform.Messaging;

/// <summary>
/// Hands over the messages that changes left in their partitions. A bell is put into a queue before the commit and rings
/// a minute later, so that a process which dies right after its commit loses nothing.
/// </summary>
public sealed class Outbox(Queues queues, IServiceProvider services, IIds ids, SystemClock clock, OutboxAges ages, ILogger<Outbox> log)
{
    private static readonly TimeSpan Ring = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StillAhead = TimeSpan.FromSeconds(30);
    private const int MostAttempts = 10;

    private readonly ConcurrentDictionary<BellMessage, DateTimeOffset> _ringing = new();
    private readonly ConcurrentDictionary<Task, byte> _background = new();

    internal IIds Ids => ids;

    internal Events.EventCatalog Events { get; } = services.GetRequiredService<Events.EventCatalog>();

    /// <summary>Makes sure that a bell for the partition will ring, late enough for the change about to be committed.</summary>
    internal async Task RingAsync(Partition partition, CancellationToken ct)
    {
        var bell = new BellMessage(partition.Table, partition.Key);
        var now = clock.Now;
        if (_ringing.TryGetValue(bell, out var rings) && rings - now >= StillAhead) return;
        using (StorageOperations.Begin("doorbell")) await queues.SendAsync(Queues.Bell, bell, OutboxJson.Default.BellMessage, ct, Ring);
        if (_ringing.Count > 10_000) _ringing.Clear();
        _ringing[bell] = now + Ring;
    }

    /// <summary>Delivers rows that were just committed without keeping the caller waiting.</summary>
    internal void DispatchInBackground(Partition partition, IReadOnlyList<TableEntity> rows)
    {
        Task work;
        using (ExecutionContext.SuppressFlow()) work = Task.Run(() => DispatchQuietlyAsync(partition, rows));
        _background[work] = 0;
        _ = work.ContinueWith(done => _background.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Waits until everything that this process began to hand over is handed over.</summary>
    public async Task SettleAsync()
    {
        while (!_background.IsEmpty) await Task.WhenAll(_background.Keys);
    }

    /// <summary>Delivers what a partition's outbox still holds; answers whether it is empty now.</summary>
    public async Task<bool> DrainAsync(Partition partition, CancellationToken ct)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in partition.RangeAsync(RowRange.Prefix(OutboxRow.Prefix), ct)) rows.Add(row);
        return await DispatchAsync(partition, rows, ct);
    }

    /// <summary>Delivers rows and deletes those that were; a row that failed ten times is set aside as <c>dead|</c>.</summary>
    internal async Task<bool> DispatchAsync(Partition partition, IReadOnlyList<TableEntity> rows, CancellationToken ct)
    {
        using var _ = StorageOperations.Begin("outbox");
        ages.Waiting(partition, rows);
        var all = true;
        foreach (var group in rows.GroupBy(r => r.GetString("to")!))
        {
            foreach (var chunk in group.Chunk(50)) all &= await DeliverAsync(partition, group.Key, chunk, ct);
        }

        if (all) ages.HandedOver(partition);
        return all;
    }

    private async Task<bool> DeliverAsync(Partition partition, string to, TableEntity[] rows, CancellationToken ct)
    {
        try
        {
            var messages = rows.Select(OutboxRow.Read).ToList();
            if (services.GetServices<IOutboxSink>().FirstOrDefault(s => s.Name == to) is { } sink) await sink.DeliverAsync(messages, ct);
            else await Task.WhenAll(messages.Select(m => queues.SendAsync(m, ct)));
        }
        catch (Exception e) when (rows.Length > 1 && (e is not OperationCanceledException || !ct.IsCancellationRequested))
        {
            // One of them may be the trouble: the others must not wait for it, let alone be set aside with it.
            var all = true;
            foreach (var row in rows) all &= await DeliverAsync(partition, to, [row], ct);
            return all;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogWarning(e, "An outbox message to {Target} could not be handed over; it is tried again.", to);
            if (!WillPass(e)) await RememberFailureAsync(partition, rows[0], ct);
            return false;
        }

        await RemoveAsync(partition, rows, ct);
        return true;
    }

    // Trouble that is not the message's own: it waits for as long as that lasts.
    private static bool WillPass(Exception e) => e is NotYetException or global::Azure.RequestFailedException { Status: 0 or 408 or 429 or >= 500 };

    private async Task DispatchQuietlyAsync(Partition partition, IReadOnlyList<TableEntity> rows)
    {
        try
        {
            await DispatchAsync(partition, rows, CancellationToken.None);
        }
        catch (Exception e)
        {
            // The bell finds the rows; a failure here costs a minute, never a message.
            log.LogWarning(e, "The outbox of a partition is left to its bell.");
        }
    }

    // Another dispatcher may have delivered some of the rows meanwhile, then the transaction fails and they go one by one.
    private static async Task RemoveAsync(Partition partition, TableEntity[] rows, CancellationToken ct)
    {
        try
        {
            await partition.Client.SubmitTransactionAsync(
                rows.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, partition.Row(r.RowKey), global::Azure.ETag.All)), ct);
        }
        catch (TableTransactionFailedException)
        {
            foreach (var row in rows) await partition.Client.DeleteEntityAsync(partition.Key, row.RowKey, global::Azure.ETag.All, ct);
        }
    }

    // The row may be gone: another dispatcher was luckier, and must not be undone.
    private async Task RememberFailureAsync(Partition partition, TableEntity row, CancellationToken ct)
    {
        var attempts = (row.GetInt32(OutboxRow.Attempts) ?? 0) + 1;
        row[OutboxRow.Attempts] = attempts;
        try
        {
            if (attempts < MostAttempts)
            {
                await partition.Client.UpdateEntityAsync(row, global::Azure.ETag.All, TableUpdateMode.Replace, ct);
                return;
            }

            var dead = new TableEntity(partition.Key, OutboxRow.DeadPrefix + row.RowKey[OutboxRow.Prefix.Length..]);
            OutboxRow.Copy(row, dead);
            dead[OutboxRow.Attempts] = attempts;
            dead[OutboxRow.Releases] = row.GetInt32(OutboxRow.Releases) ?? 0;
            await partition.Change().Upsert(dead).Delete(row.RowKey).CommitAsync(ct);
            await services.GetRequiredService<DeadOutboxes>().NoteAsync(partition, ct);
            log.LogError("An outbox message to {Target} failed {Attempts} times and was set aside.", row.GetString("to"), attempts);
            MessagingMetrics.SetAside.Add(1);
        }
        catch (Exception e) when (e is WriteConflictException { Kind: ConflictKind.Gone } or global::Azure.RequestFailedException { Status: 404 })
        {
            log.LogDebug("An outbox message was handed over elsewhere meanwhile.");
        }
    }
}
