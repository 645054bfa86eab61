using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Log;

/// <summary>One transaction: the leaves that fit into it, what they do to the tree, and a checkpoint to be kept.</summary>
internal sealed record LogStep(long From, IReadOnlyList<NewLeaf> Leaves, Frontier After, IReadOnlyList<TileChange> Tiles, SignedHead? Publish)
{
    private const int MostRows = 100;
    private const int MostTiles = 3;

    // The head, and the tiles.
    private const int OtherRows = 1 + MostTiles;

    // Below the 4 MiB of a transaction with room for tiles and the frame of every row.
    private const int MostBytes = 3 * 1024 * 1024;

    /// <summary>What fits, where announcing a receipt and a checkpoint takes so many rows.</summary>
    public static LogStep Plan(HeadRow head, LogBatch batch, bool withReminder, int perReceipt, int perCheckpoint)
    {
        var publish = batch.ToPublish(head);
        var leaves = Fitting(batch.Waiting, MostRows - OtherRows - (publish is null ? 0 : 1 + perCheckpoint) - (withReminder ? 1 : 0), perReceipt);
        leaves = leaves.Take(leaves.Count == 0 ? 0 : Tile.LeavesThatFit(head.Size, leaves.Count, MostTiles)).ToList();
        var append = LogAppend.To(head.Frontier, leaves.Select(l => l.Hash).ToArray());
        return new LogStep(head.Size, leaves, append.After, append.Tiles, publish);
    }

    private static List<NewLeaf> Fitting(IReadOnlyList<NewLeaf> waiting, int rows, int perReceipt)
    {
        var (fitting, bytes) = (new List<NewLeaf>(), 0);
        foreach (var leaf in waiting)
        {
            rows -= (leaf.IsRare ? 3 : 2) + perReceipt;
            bytes += leaf.WireBytes;
            if (fitting.Count > 0 && (rows < 0 || bytes > MostBytes)) break;
            fitting.Add(leaf);
        }

        return fitting;
    }
}
