using System.Globalization;
using Artisan.Areas.Receipts.Log;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Receipts.Operations;

/// <summary>A receipt in a list.</summary>
/// <param name="Id">The receipt.</param>
/// <param name="Kind">What it is about: calculation, setup, approval, golive, self-activated, epoch.</param>
/// <param name="Index">Its leaf, from 0.</param>
/// <param name="Epoch">The epoch of the log, from 1.</param>
/// <param name="State">pending until a signed checkpoint covers it, then sealed.</param>
/// <param name="IssuedAt">When it was made.</param>
public sealed record ReceiptItem(string Id, string Kind, long Index, int Epoch, string State, DateTimeOffset IssuedAt);

/// <summary>Lists receipts, the newest first, at the same cost however many there are: leaves have no gaps, so a page is a range of indexes.</summary>
internal sealed class ListReceipts(ReceiptFinder finder, LedgerStore store)
{
    // A page of the common kind is sought among so many leaves at a time; where rare ones fill them, it is short and has a cursor.
    private const int Window = 1_000;

    public async Task<Outcome<Page<ReceiptItem>>> RunAsync(string? kind, Paging paging, Caller caller, CancellationToken ct)
    {
        var current = await finder.LatestAsync(caller.WorkspaceId, ct);
        var (epoch, below) = Position(paging.After) ?? (current.Head.Epoch, current.Head.Size);
        if (epoch > current.Head.Epoch) return Faults.CursorInvalid;
        var (items, next) = kind is null or ReceiptKinds.Calculation
            ? await LeavesAsync(caller.WorkspaceId, current, epoch, below, kind, paging.Limit, ct)
            : await OfRareKindAsync(caller.WorkspaceId, current, epoch, below, kind, paging.Limit, ct);
        if (next == 0 && current.Older.LastOrDefault(o => o.Epoch < epoch && o.Kept > 0) is { } older) (epoch, next) = (older.Epoch, older.Kept);
        return Outcome.Page(new Page<ReceiptItem>(items, next == 0 ? null : paging.Cursor(string.Create(CultureInfo.InvariantCulture, $"{epoch}|{next}"))));
    }

    private async Task<(IReadOnlyList<ReceiptItem> Items, long Next)> LeavesAsync(string workspaceId, CurrentLog current, int epoch, long below, string? kind, int limit, CancellationToken ct)
    {
        var from = Math.Max(0, below - (kind is null ? limit : Window));
        var leaves = new List<LeafRow>();
        await foreach (var row in store.LeavesAsync(workspaceId, epoch, from, below, ct, LeafRow.Summary)) leaves.Add(LeafRow.From(row));
        var matching = leaves.Where(l => kind is null || l.Kind == kind).OrderByDescending(l => l.Index).Take(limit).ToList();
        var next = matching.Count == limit ? matching[^1].Index : from;
        return ([.. matching.Select(l => Item(current, epoch, l.ReceiptId, l.Kind, l.Index, l.IssuedAt))], next);
    }

    private async Task<(IReadOnlyList<ReceiptItem> Items, long Next)> OfRareKindAsync(string workspaceId, CurrentLog current, int epoch, long below, string kind, int limit, CancellationToken ct)
    {
        if (!LedgerKeys.IsKind(kind) || below == 0) return ([], 0);
        var page = await store.Open(workspaceId, epoch).PageAsync(LedgerKeys.KindBelow(kind, below), limit, null, ct);
        var items = page.Rows.Select(r => Item(current, epoch, r.GetString("id")!, kind, r.GetInt64("index")!.Value, r.GetDateTimeOffset("at")!.Value)).ToList();
        return (items, page.Next is null ? 0 : items[^1].Index);
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
