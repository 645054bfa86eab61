using System.Security.Cryptography;
using Artisan.Areas.Receipts.Operations;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Platform.Events;
using Artisan.Platform.Storage;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Log;

/// <summary>
/// The only writer of a log in this process: merges whoever comes into transactions of up to 48 leaves, each replacing the head it was built on.
/// A key that the log holds already is answered with its place; nothing is appended twice, left out or half done, whoever else writes or dies.
/// </summary>
internal sealed class LogWriter
{
    private const int MostAtOnce = 48;
    private const int MostAttempts = 100;

    private readonly LedgerStore _store;
    private readonly TileStore _tiles;
    private readonly OpenLogs _logs;
    private readonly SealReminders _reminders;
    private readonly EventCatalog _events;
    private readonly Combiner<LogWork, LogResult> _lanes;

    public LogWriter(LedgerStore store, TileStore tiles, OpenLogs logs, SealReminders reminders, EventCatalog events)
    {
        (_store, _tiles, _logs, _reminders, _events) = (store, tiles, logs, reminders, events);
        _lanes = new Combiner<LogWork, LogResult>(MostAtOnce, CommitAsync);
    }

    /// <summary>Does one piece of work with its neighbours'; answers when it is durable.</summary>
    /// <exception cref="LogHaltedException">The log is stopped.</exception>
    public Task<LogResult> RunAsync(string workspaceId, LogWork work, CancellationToken ct) => _lanes.RunAsync(workspaceId, work, ct);

    private async Task<IReadOnlyList<LogResult>> CommitAsync(string workspaceId, IReadOnlyList<LogWork> work, CancellationToken ct)
    {
        try
        {
            return await CommitOrThrowAsync(workspaceId, new LogBatch(work), ct);
        }
        catch
        {
            // Whether it was written is not known: the next one looks.
            _logs.MarkStale(workspaceId);
            throw;
        }
    }

    private async Task<IReadOnlyList<LogResult>> CommitOrThrowAsync(string workspaceId, LogBatch batch, CancellationToken ct)
    {
        if (batch.WantsToLookAnew) _logs.MarkStale(workspaceId);
        var open = await _logs.OpenAsync(workspaceId, batch.WantsCheck, ct);
        if (batch.HaltReason is { } reason) throw await _logs.HaltAsync(workspaceId, open.Head, reason, ct);
        await FindInOlderEpochsAsync(workspaceId, open, batch, ct);
        for (var attempt = 1; !batch.IsDone(open.Head); attempt++)
        {
            var remind = _reminders.IsDue(workspaceId);
            var step = LogStep.Plan(open.Head, batch, remind, _events.RowsOf(ReceiptsEvents.Created), _events.RowsOf(ReceiptsEvents.Checkpoint));
            try
            {
                open = await CommitAsync(workspaceId, open, step, remind, ct);
                batch.Settle(step, open.Head.Epoch);
            }
            catch (WriteConflictException e) when (attempt < MostAttempts)
            {
                if (e.Kind == ConflictKind.Exists && LedgerKeys.IsIdempotency(e.RowKey))
                {
                    await FindRepeatsAsync(workspaceId, open.Head.Epoch, batch, ct);
                    continue;
                }

                if (attempt > 3) await Task.Delay(RandomNumberGenerator.GetInt32(1, 5 * Math.Min(attempt, 20)), ct);
                _logs.MarkStale(workspaceId);
                open = await _logs.OpenAsync(workspaceId, verified: false, ct);
                await FindInOlderEpochsAsync(workspaceId, open, batch, ct);
            }
        }

        return batch.Results(open);
    }

    private async Task<OpenLog> CommitAsync(string workspaceId, OpenLog open, LogStep step, bool remind, CancellationToken ct)
    {
        var partition = _store.Open(workspaceId, open.Head.Epoch);
        var head = open.Head.With(step.After, step.Publish ?? open.Head.Signed);
        var times = Latest(head, step.Leaves);
        if (times.Count > 0) head = head.WithLatest(times[^1], times.Zip(step.Leaves, (latest, leaf) => latest - leaf.IssuedAt).Max());
        var changed = await ChangedTilesAsync(workspaceId, open.Head.Epoch, step, ct);
        var change = partition.Change().Save(head.Row);
        foreach (var (tile, bytes) in changed) change.Upsert(TileStore.Row(partition, tile, bytes));
        for (var i = 0; i < step.Leaves.Count; i++) Add(change, partition, workspaceId, open.Head.Epoch, step.Leaves[i], step.From + i, times[i]);
        if (step.Publish is { } publish)
        {
            var row = partition.Row(LedgerKeys.Checkpoint(publish.Size));
            CheckpointRow.Write(row, publish);
            change.Insert(row).Announce(ReceiptsEvents.Checkpoint, workspaceId, publish.Signed.Checkpoint.Origin, GetCheckpoint.Of(head, publish));
        }

        remind &= step.Leaves.Count > 0;
        if (remind) _reminders.Remind(change, workspaceId, open.Head.Epoch);
        await change.CommitAsync(ct);
        if (remind) _reminders.Reminded(workspaceId);
        foreach (var (tile, bytes) in changed) _tiles.Keep(workspaceId, open.Head.Epoch, tile.Level, tile.Index, bytes);
        var after = open.After(head);
        return _logs.Keep(workspaceId, step.Publish is null ? after : after with { Anchor = step.Publish });
    }

    // Up to each of the leaves: it never falls, whatever came late.
    private static IReadOnlyList<DateTimeOffset> Latest(HeadRow head, IReadOnlyList<NewLeaf> leaves)
    {
        var latest = head.Latest ?? DateTimeOffset.MinValue;
        return [.. leaves.Select(leaf => latest = leaf.IssuedAt > latest ? leaf.IssuedAt : latest)];
    }

    private async Task<List<(TileChange Tile, byte[] Bytes)>> ChangedTilesAsync(string workspaceId, int epoch, LogStep step, CancellationToken ct)
    {
        var changed = new List<(TileChange, byte[])>(step.Tiles.Count);
        foreach (var tile in step.Tiles)
        {
            var existing = tile.FirstSlot == 0 ? default : await _tiles.ReadAsync(workspaceId, epoch, tile.Level, tile.Index, tile.FirstSlot, ct);
            changed.Add((tile, tile.Apply(existing.Span)));
        }

        return changed;
    }

    /// <summary>The rows of a new leaf, and the news of it.</summary>
    public static void Add(Change change, Partition partition, string workspaceId, int epoch, NewLeaf leaf, long index, DateTimeOffset latest)
    {
        change.Insert(leaf.At(index).To(partition, latest));
        var idem = partition.Row(LedgerKeys.Idempotency(leaf.ReceiptId));
        (idem["index"], idem["key"], idem["hash"]) = (index, leaf.Key, leaf.Hash.ToHex());
        change.Insert(idem);
        change.Announce(ReceiptsEvents.Created, workspaceId, leaf.ReceiptId, new ReceiptItem(leaf.ReceiptId, leaf.Kind, index, epoch, ReceiptStates.Pending, leaf.IssuedAt));
        if (!leaf.IsRare) return;
        var kind = partition.Row(LedgerKeys.Kind(leaf.Kind, index));
        (kind["index"], kind["id"], kind["at"]) = (index, leaf.ReceiptId, leaf.IssuedAt);
        change.Insert(kind);
    }

    private async Task FindRepeatsAsync(string workspaceId, int epoch, LogBatch batch, CancellationToken ct)
    {
        var leaves = batch.Waiting;
        var found = await Task.WhenAll(leaves.Select(leaf => _store.IndexAsync(workspaceId, epoch, leaf.ReceiptId, ct)));
        for (var i = 0; i < leaves.Count; i++)
        {
            if (found[i] is { } index) batch.Found(leaves[i], epoch, index);
        }
    }

    // Only after a restore that lost something there are older epochs; what they kept is not appended again.
    private async Task FindInOlderEpochsAsync(string workspaceId, OpenLog open, LogBatch batch, CancellationToken ct)
    {
        foreach (var older in open.Log.Older)
        {
            var leaves = batch.Waiting;
            var found = await Task.WhenAll(leaves.Select(leaf => _store.IndexAsync(workspaceId, older.Epoch, leaf.ReceiptId, ct)));
            for (var i = 0; i < leaves.Count; i++)
            {
                if (found[i] is { } index && index < older.Kept) batch.Found(leaves[i], older.Epoch, index);
            }
        }
    }
}
