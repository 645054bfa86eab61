using Artisan.Azure.Tables;
using Artisan.Platform.Storage;

namespace Artisan.Areas.Receipts.Log;

/// <summary>An epoch that was closed, how many of its leaves count, and how late one of them came at most.</summary>
internal sealed record OlderEpoch(int Epoch, long Kept, TimeSpan Lateness);

/// <summary>A workspace's log as it stands: the head of the current epoch and those before it, the oldest first.</summary>
internal sealed record CurrentLog(HeadRow Head, IReadOnlyList<OlderEpoch> Older);

/// <summary>Reads the rows of logs. It keeps nothing in memory.</summary>
internal sealed class LedgerStore(Stores stores)
{
    public Partition Open(string workspaceId, int epoch) => stores.Workspace(LedgerKeys.Table, workspaceId).Partition(LedgerKeys.Partition(epoch));

    /// <summary>The head of one epoch; null where it was never written to.</summary>
    public async Task<HeadRow?> HeadAsync(string workspaceId, int epoch, CancellationToken ct) =>
        await Open(workspaceId, epoch).FindAsync(LedgerKeys.Head, ct) is { } row ? HeadRow.From(epoch, row) : null;

    /// <summary>The current log: one read where <paramref name="known"/> is still the current epoch.</summary>
    public async Task<CurrentLog> CurrentAsync(string workspaceId, CurrentLog? known, CancellationToken ct)
    {
        var (epoch, older) = (known?.Head.Epoch ?? 1, new List<OlderEpoch>(known?.Older ?? []));
        var head = await HeadAsync(workspaceId, epoch, ct);
        if (head is null && known is { Head.Epoch: > 1 }) return await CurrentAsync(workspaceId, null, ct);
        while (head?.Next is { } next)
        {
            older.Add(new OlderEpoch(epoch, head.Kept, head.Lateness));
            epoch = next;
            head = await HeadAsync(workspaceId, epoch, ct);
        }

        return new CurrentLog(head ?? HeadRow.Empty(epoch, Open(workspaceId, epoch)), older);
    }

    /// <summary>The index of a receipt in one epoch; null where that epoch does not hold it.</summary>
    public async Task<long?> IndexAsync(string workspaceId, int epoch, string receiptId, CancellationToken ct) =>
        (await Open(workspaceId, epoch).FindAsync(LedgerKeys.Idempotency(receiptId), ct))?.GetInt64("index");

    /// <summary>One leaf; null where there is none.</summary>
    public async Task<LeafRow?> LeafAsync(string workspaceId, int epoch, long index, CancellationToken ct) =>
        await Open(workspaceId, epoch).FindAsync(LedgerKeys.Leaf(index), ct) is { } row ? LeafRow.From(row) : null;

    /// <summary>A signed checkpoint of exactly this size; null where there is none.</summary>
    public async Task<SignedHead?> CheckpointAsync(string workspaceId, int epoch, long size, CancellationToken ct) =>
        await Open(workspaceId, epoch).FindAsync(LedgerKeys.Checkpoint(size), ct) is { } row ? CheckpointRow.From(row) : null;

    /// <summary>
    /// The index of the first leaf that was issued at an instant or later, by halving. One that came late, by a retry or after a restore, stands with those it came
    /// with: whatever was issued from the instant on is behind this place.
    /// </summary>
    public async Task<long> PlaceOfAsync(string workspaceId, int epoch, DateTimeOffset instant, long size, CancellationToken ct)
    {
        var (low, high) = (0L, size);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var leaf = await Open(workspaceId, epoch).FindAsync(LedgerKeys.Leaf(middle), ct) ?? throw new InvalidOperationException("A leaf is missing from the log.");
            if (LeafRow.LatestIn(leaf) < instant) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Leaves from one index to another, in order, page by page.</summary>
    public IAsyncEnumerable<TableEntity> LeavesAsync(string workspaceId, int epoch, long from, long to, CancellationToken ct, IReadOnlyList<string>? select = null) =>
        Open(workspaceId, epoch).RangeAsync(LedgerKeys.Leaves(from, to), ct, select, (int)Math.Min(1000, Math.Max(1, to - from)));
}
