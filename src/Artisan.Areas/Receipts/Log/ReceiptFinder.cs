using System.Collections.Concurrent;
using Artisan.Platform.Time;

namespace Artisan.Areas.Receipts.Log;

/// <summary>A receipt's place, and the head of its epoch as it was seen.</summary>
internal sealed record FoundReceipt(HeadRow Head, long Index)
{
    public bool IsSealed => Index < Head.SignedSize;
}

/// <summary>
/// Finds receipts and heads for readers. A head that was seen within a minute is good enough where its checkpoint covers what is asked for;
/// whatever is newest is always read.
/// </summary>
internal sealed class ReceiptFinder(LedgerStore store, SystemClock clock)
{
    private static readonly TimeSpan GoodEnough = TimeSpan.FromMinutes(1);
    private const int MostKnown = 10_000;

    private readonly ConcurrentDictionary<string, (CurrentLog Log, DateTimeOffset At)> _known = new(StringComparer.Ordinal);

    /// <summary>The current log as stored now: one read.</summary>
    public async Task<CurrentLog> LatestAsync(string workspaceId, CancellationToken ct)
    {
        var current = await store.CurrentAsync(workspaceId, _known.TryGetValue(workspaceId, out var known) ? known.Log : null, ct);
        if (_known.Count > MostKnown) _known.Clear();
        _known[workspaceId] = (current, clock.Now);
        return current;
    }

    /// <summary>The place of a receipt: one read where the head that covers it was just seen, else two; null where no epoch holds it.</summary>
    public async Task<FoundReceipt?> FindAsync(string workspaceId, string receiptId, CancellationToken ct)
    {
        var known = _known.TryGetValue(workspaceId, out var seen) && clock.Now - seen.At < GoodEnough ? seen.Log : null;
        var epoch = known?.Head.Epoch ?? 1;
        var index = await store.IndexAsync(workspaceId, epoch, receiptId, ct);
        if (index is { } covered && known is not null && covered < known.Head.SignedSize) return new FoundReceipt(known.Head, covered);

        var current = await LatestAsync(workspaceId, ct);
        if (current.Head.Epoch != epoch) index = await store.IndexAsync(workspaceId, current.Head.Epoch, receiptId, ct);
        return index is { } found ? new FoundReceipt(current.Head, found) : await InOlderAsync(workspaceId, current, receiptId, ct);
    }

    private async Task<FoundReceipt?> InOlderAsync(string workspaceId, CurrentLog current, string receiptId, CancellationToken ct)
    {
        foreach (var older in current.Older.Reverse())
        {
            if (await store.IndexAsync(workspaceId, older.Epoch, receiptId, ct) is { } index && index < older.Kept && await store.HeadAsync(workspaceId, older.Epoch, ct) is { } head)
            {
                return new FoundReceipt(head, index);
            }
        }

        return null;
    }
}
