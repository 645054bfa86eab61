using System.Text;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Storage;
using Artisan.Platform.Time;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Microsoft.Extensions.Logging;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>Takes a log that a restore set back into its next epoch, and says in leaf 0, for good, what was lost.</summary>
internal sealed class LogRecovery(LedgerStore store, LogWriter writer, OpenLogs logs, ISignedHighWaterMark marks, SigningKeys keys, SealSchedule seals, SystemClock clock, ILogger<LogRecovery> log) : IReceiptLogRecovery
{
    private const int MostAttempts = 10;

    public async Task<string?> CheckAsync(string workspaceId, CancellationToken ct)
    {
        try
        {
            logs.Close(workspaceId);
            await writer.RunAsync(workspaceId, new LogWork.Check(Anew: true), ct);
            return null;
        }
        catch (LogHaltedException e)
        {
            return e.Reason;
        }
    }

    public async Task<int> BeginEpochAsync(string workspaceId, string reason, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await BeginOrGoOnAsync(workspaceId, reason, ct);
            }
            catch (WriteConflictException) when (attempt < MostAttempts)
            {
                // Another process does the same; every step is one that the other's next reading finds done.
            }
        }
    }

    private async Task<int> BeginOrGoOnAsync(string workspaceId, string reason, CancellationToken ct)
    {
        var mark = await marks.HighestAsync(workspaceId, ct);
        var current = await store.CurrentAsync(workspaceId, null, ct);
        if (current.Head.Halted is not null) current = await CloseAsync(workspaceId, current, mark, reason, ct);
        foreach (var older in current.Older) await CarryAsync(workspaceId, older, ct);
        seals.Touch(workspaceId);
        return current.Head.Epoch;
    }

    private async Task<CurrentLog> CloseAsync(string workspaceId, CurrentLog current, SignedMark? mark, string reason, CancellationToken ct)
    {
        var old = await SurvivingAsync(workspaceId, current.Head, mark, ct);
        var next = Math.Max(old.Epoch, mark?.Epoch ?? 0) + 1;
        await BeginAsync(workspaceId, next, mark?.Signed ?? old.Signed?.Signed, old.SignedSize, reason, ct);
        await store.Open(workspaceId, old.Epoch).Change().Save(old.WithNext(next, old.SignedSize).Row).CommitAsync(ct);
        logs.Close(workspaceId);
        log.LogCritical("The receipt log of {Workspace} begins epoch {Epoch}; {Kept} receipts of the one before are sealed there: {Reason}", workspaceId, next, old.SignedSize, reason);
        return await store.CurrentAsync(workspaceId, null, ct);
    }

    /// <summary>The old head with the highest signed checkpoint that its leaves still bear out, put back into the log where the restore lost it.</summary>
    private async Task<HeadRow> SurvivingAsync(string workspaceId, HeadRow head, SignedMark? mark, CancellationToken ct)
    {
        if (mark?.Epoch == head.Epoch)
        {
            await foreach (var signed in marks.DescendingAsync(workspaceId, head.Epoch, ct))
            {
                if (signed.Checkpoint.Size <= head.SignedSize) break;
                if (!await logs.ExtendsAsync(workspaceId, head, signed.Checkpoint, ct) || await keys.SignerOfAsync(signed, ct) is not { } kid) continue;
                return await ReinstateAsync(workspaceId, head, signed, kid, ct);
            }
        }

        return head.Signed is null || await logs.ExtendsAsync(workspaceId, head, head.Signed.Signed.Checkpoint, ct) ? head : throw new InvalidOperationException(
            "The leaves do not bear out the checkpoint in their own head: the partition has to be restored first.");
    }

    private async Task<HeadRow> ReinstateAsync(string workspaceId, HeadRow head, SignedCheckpoint signed, string kid, CancellationToken ct)
    {
        var edge = Frontier.Empty;
        var hashes = new List<MerkleHash>();
        await foreach (var row in store.LeavesAsync(workspaceId, head.Epoch, 0, signed.Checkpoint.Size, ct)) hashes.Add(MerkleHash.Leaf(Encoding.UTF8.GetBytes(LeafRow.From(row).Statement)));
        edge = edge.Append(hashes.ToArray());
        if (edge.Root() != signed.Checkpoint.Root) throw new InvalidOperationException("The leaves do not give the root that the tiles prove: the partition has to be restored first.");
        var partition = store.Open(workspaceId, head.Epoch);
        var survivor = new SignedHead(signed, edge, kid);
        var checkpoint = partition.Row(LedgerKeys.Checkpoint(survivor.Size));
        CheckpointRow.Write(checkpoint, survivor);
        var with = head.With(head.Frontier, survivor);
        await partition.Change().Save(with.Row).Upsert(checkpoint).CommitAsync(ct);
        return with;
    }

    private async Task BeginAsync(string workspaceId, int epoch, SignedCheckpoint? previous, long kept, string reason, CancellationToken ct)
    {
        var partition = store.Open(workspaceId, epoch);
        var key = LedgerKeys.EpochReceipt(epoch);
        var id = ReceiptIds.For(workspaceId, key);
        var body = previous is null
            ? new System.Text.Json.Nodes.JsonObject { ["origin"] = logs.Origin(workspaceId, epoch), ["reason"] = reason }
            : new EpochBody(logs.Origin(workspaceId, epoch), previous.Note, previous.Jws, kept, reason).ToJson();
        var statement = Encoding.UTF8.GetString(new ReceiptStatement(ReceiptKinds.Epoch, id, workspaceId, clock.Now, body).ToBytes());
        var leaf = NewLeaf.Of(new ReceiptRequest(workspaceId, key, id, statement));
        var append = LogAppend.To(Frontier.Empty, [leaf.Hash]);
        var change = partition.Change().Save(HeadRow.Empty(epoch, partition).With(append.After, null).Row);
        change.Upsert(TileStore.Row(partition, append.Tiles[0], append.Tiles[0].Apply(default)));
        LogWriter.Add(change, partition, leaf, 0);
        try
        {
            await change.CommitAsync(ct);
        }
        catch (WriteConflictException e) when (e.Kind == ConflictKind.Exists)
        {
            // An earlier call began it and died before the old epoch named it.
        }
    }

    private async Task CarryAsync(string workspaceId, OlderEpoch older, CancellationToken ct)
    {
        if (await store.HeadAsync(workspaceId, older.Epoch, ct) is not { Carried: false } old) return;
        var leaves = new List<Task>();
        await foreach (var row in store.LeavesAsync(workspaceId, old.Epoch, old.Kept, old.Size, ct))
        {
            var leaf = LeafRow.From(row);
            var idem = await store.Open(workspaceId, old.Epoch).FindAsync(LedgerKeys.Idempotency(leaf.ReceiptId), ct);
            var request = new ReceiptRequest(workspaceId, idem?.GetString("key") ?? "", leaf.ReceiptId, leaf.Statement);
            leaves.Add(writer.RunAsync(workspaceId, new LogWork.Append(NewLeaf.Of(request)), ct));
        }

        await Task.WhenAll(leaves);
        await store.Open(workspaceId, old.Epoch).Change().Save(old.WithCarried().Row).CommitAsync(ct);
    }
}
