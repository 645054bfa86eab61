using System.Text;
using Artisan.Areas.Alerts.Contracts;
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

    // What leaf 0 has room for by far; who loses more epochs one after the other has the newest of them named.
    private const int MostLost = 16;

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
        await ForgetCarriedAsync(workspaceId, current.Older, ct);
        next = await BeginAsync(workspaceId, next, await BeforeAsync(workspaceId, current.Older, old, next, reason, ct), ct);
        await store.Open(workspaceId, old.Epoch).Change().Save(old.WithNext(next, old.SignedSize).Row).ClearAlert(workspaceId, OpenLogs.HaltedAlert).CommitAsync(ct);
        logs.Close(workspaceId);
        log.LogCritical("The receipt log of {Workspace} begins epoch {Epoch}; {Kept} receipts of the one before are sealed there: {Reason}", workspaceId, next, old.SignedSize, reason);
        return await store.CurrentAsync(workspaceId, null, ct);
    }

    /// <summary>The old head with the highest signed checkpoint that its leaves still bear out, put back into the log where the restore lost it.</summary>
    private async Task<HeadRow> SurvivingAsync(string workspaceId, HeadRow head, SignedMark? mark, CancellationToken ct)
    {
        if (mark is not null)
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

    /// <summary>What leaf 0 says of the epochs before: the newest of which leaves are left, and those after it that were signed and are gone.</summary>
    private async Task<EpochBody> BeforeAsync(string workspaceId, IReadOnlyList<OlderEpoch> older, HeadRow old, int next, string reason, CancellationToken ct)
    {
        var followed = old.SignedSize > 0 ? new OlderEpoch(old.Epoch, old.SignedSize, old.Lateness) : older.LastOrDefault(o => o.Kept > 0) ?? new OlderEpoch(1, 0, TimeSpan.Zero);
        var signed = new List<SignedCheckpoint>();
        for (var epoch = followed.Epoch; epoch < next; epoch++)
        {
            if (await LastSignedAsync(workspaceId, epoch, old, ct) is { } last) signed.Add(last);
        }

        return new EpochBody(logs.Origin(workspaceId, next), signed.FirstOrDefault(), followed.Kept, reason, [.. signed.Skip(1).TakeLast(MostLost)]);
    }

    private async Task<SignedCheckpoint?> LastSignedAsync(string workspaceId, int epoch, HeadRow old, CancellationToken ct)
    {
        await foreach (var signed in marks.DescendingAsync(workspaceId, epoch, ct)) return signed;
        return (epoch == old.Epoch ? old : await store.HeadAsync(workspaceId, epoch, ct))?.Signed?.Signed;
    }

    /// <summary>Begins an epoch; answers its number, a higher one where an epoch that began otherwise has it.</summary>
    private async Task<int> BeginAsync(string workspaceId, int epoch, EpochBody body, CancellationToken ct)
    {
        var partition = store.Open(workspaceId, epoch);
        var key = LedgerKeys.EpochReceipt(epoch);
        var id = ReceiptIds.For(workspaceId, key);
        var statement = Encoding.UTF8.GetString(new ReceiptStatement(ReceiptKinds.Epoch, id, workspaceId, clock.Now, body.ToJson()).ToBytes());
        var leaf = NewLeaf.Of(new ReceiptRequest(workspaceId, key, id, statement));
        var append = LogAppend.To(Frontier.Empty, [leaf.Hash]);
        var change = partition.Change().Save(HeadRow.Empty(epoch, partition).With(append.After, null).WithLatest(leaf.IssuedAt, TimeSpan.Zero).Row);
        change.Upsert(TileStore.Row(partition, append.Tiles[0], append.Tiles[0].Apply(default)));
        LogWriter.Add(change, partition, workspaceId, epoch, leaf, 0, leaf.IssuedAt);
        try
        {
            await change.CommitAsync(ct);
            return epoch;
        }
        catch (WriteConflictException e) when (e.Kind == ConflictKind.Exists)
        {
            // An earlier call began it and died before the old epoch named it; or a restore brought the old epoch back as it was at another time.
            return await BeganAlikeAsync(workspaceId, epoch, body, ct) ? epoch : await BeginAsync(workspaceId, epoch + 1, body with { Origin = logs.Origin(workspaceId, epoch + 1) }, ct);
        }
    }

    private async Task<bool> BeganAlikeAsync(string workspaceId, int epoch, EpochBody body, CancellationToken ct) =>
        await store.LeafAsync(workspaceId, epoch, 0, ct) is { } first && ReceiptStatement.TryParse(Encoding.UTF8.GetBytes(first.Statement), out var statement, out _)
        && EpochBody.TryRead(statement!.Body) is { } begun && (begun.Previous, begun.Kept) == (body.Previous, body.Kept) && begun.Lost.SequenceEqual(body.Lost);

    // What was carried into an epoch that is gone is carried once more; what is still there is found.
    private async Task ForgetCarriedAsync(string workspaceId, IReadOnlyList<OlderEpoch> older, CancellationToken ct)
    {
        foreach (var epoch in older)
        {
            if (await store.HeadAsync(workspaceId, epoch.Epoch, ct) is not { Carried: true } head) continue;
            await store.Open(workspaceId, epoch.Epoch).Change().Save(head.WithCarried(false).Row).CommitAsync(ct);
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
        await store.Open(workspaceId, old.Epoch).Change().Save(old.WithCarried(true).Row).CommitAsync(ct);
    }
}
