using System.Globalization;
using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Access;
using Artisan.Platform.Http;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>A receipt in a list.</summary>
/// <param name="Id">The receipt.</param>
/// <param name="Kind">What it is about: calculation, setup, approval, golive, self-activated, epoch.</param>
/// <param name="Index">Its leaf, from 0.</param>
/// <param name="Epoch">The epoch of the log, from 1.</param>
/// <param name="State">pending until a signed checkpoint covers it, then sealed.</param>
/// <param name="IssuedAt">When it was made.</param>
public sealed record ReceiptItem(string Id, string Kind, long Index, int Epoch, string State, DateTimeOffset IssuedAt);

/// <summary>
/// Lists receipts, the newest first, at the same cost however many there are: leaves have no gaps, so a page is a range of indexes. An instant is found by halving,
/// twenty point reads in a million receipts; what came late is looked for as far behind the end as the most belated receipt of the epoch came.
/// </summary>
internal sealed class ListReceipts(ReceiptFinder finder, LedgerStore store)
{
    // What no index leads to is sought among so many leaves at a time, one query; where others fill them, the page is short and has a cursor.
    private const int Window = 1_000;

    public async Task<Outcome<Page<ReceiptItem>>> RunAsync(ReceiptsQuery query, Paging paging, Caller caller, CancellationToken ct)
    {
        if (query.Refuses() is { } fault) return fault;
        var (workspaceId, current) = (caller.WorkspaceId, await finder.LatestAsync(caller.WorkspaceId, ct));
        var (epoch, below) = Position(paging.After) ?? (current.Head.Epoch, await PlaceAsync(workspaceId, current.Head.Epoch, query.NotAfter(current.Head.Lateness), current.Head.Size, current.Head.Size, ct));
        if (epoch > current.Head.Epoch) return Faults.CursorInvalid;
        var from = await PlaceAsync(workspaceId, epoch, query.NotBefore, below, 0, ct);
        var (items, next) = query.IsIndexed
            ? await OfRareKindAsync(workspaceId, current, epoch, from, below, query, paging.Limit, ct)
            : await LeavesAsync(workspaceId, current, epoch, from, below, query, paging.Limit, ct);
        // Where the time begins within this epoch, nothing of an older one is in it.
        if (next <= from) (epoch, next) = from > 0 ? (epoch, 0) : await OlderAsync(workspaceId, current, epoch, query, ct);
        return Outcome.Page(new Page<ReceiptItem>(items, next == 0 ? null : paging.Cursor(string.Create(CultureInfo.InvariantCulture, $"{epoch}|{next}"))));
    }

    private async Task<(int Epoch, long Below)> OlderAsync(string workspaceId, CurrentLog current, int epoch, ReceiptsQuery query, CancellationToken ct)
    {
        foreach (var older in current.Older.Where(o => o.Epoch < epoch && o.Kept > 0).Reverse())
        {
            if (await PlaceAsync(workspaceId, older.Epoch, query.NotAfter(older.Lateness), older.Kept, older.Kept, ct) is var below and > 0) return (older.Epoch, below);
        }

        return (epoch, 0);
    }

    private async Task<long> PlaceAsync(string workspaceId, int epoch, DateTimeOffset? instant, long size, long otherwise, CancellationToken ct) =>
        instant is { } at ? await store.PlaceOfAsync(workspaceId, epoch, at, size, ct) : otherwise;

    private async Task<(IReadOnlyList<ReceiptItem> Items, long Next)> LeavesAsync(
        string workspaceId, CurrentLog current, int epoch, long from, long below, ReceiptsQuery query, int limit, CancellationToken ct)
    {
        var first = Math.Max(from, below - (query.IsSought ? Window : limit));
        var leaves = new List<LeafRow>();
        await foreach (var row in store.LeavesAsync(workspaceId, epoch, first, below, ct, LeafRow.Summary)) leaves.Add(LeafRow.From(row));
        var matching = leaves.Where(query.Takes).OrderByDescending(l => l.Index).Take(limit).ToList();
        var next = matching.Count == limit ? matching[^1].Index : first;
        return ([.. matching.Select(l => Item(current, epoch, l.ReceiptId, l.Kind, l.Index, l.IssuedAt))], next);
    }

    private async Task<(IReadOnlyList<ReceiptItem> Items, long Next)> OfRareKindAsync(
        string workspaceId, CurrentLog current, int epoch, long from, long below, ReceiptsQuery query, int limit, CancellationToken ct)
    {
        if (!LedgerKeys.IsKind(query.Kind!) || from >= below) return ([], from);
        var page = await store.Open(workspaceId, epoch).PageAsync(LedgerKeys.KindBetween(query.Kind!, from, below), limit, null, ct);
        var items = page.Rows.Select(r => Item(current, epoch, r.GetString("id")!, query.Kind!, r.GetInt64("index")!.Value, r.GetDateTimeOffset("at")!.Value)).ToList();
        return ([.. items.Where(i => query.Takes(i.IssuedAt))], page.Next is null ? from : items[^1].Index);
    }

    private static ReceiptItem Item(CurrentLog current, int epoch, string id, string kind, long index, DateTimeOffset at)
    {
        var isSealed = epoch < current.Head.Epoch || index < current.Head.SignedSize;
        return new ReceiptItem(id, kind, index, epoch, isSealed ? ReceiptStates.Sealed : ReceiptStates.Pending, at);
    }

    private static (int Epoch, long Below)? Position(string? after) => after?.Split('|') is [var epoch, var below]
        ? (int.Parse(epoch, CultureInfo.InvariantCulture), long.Parse(below, CultureInfo.InvariantCulture))
        : null;
}
