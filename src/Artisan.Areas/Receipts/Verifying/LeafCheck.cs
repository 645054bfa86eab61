using System.Text;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Verifying;

/// <summary>Walks through leaves and holds what was derived from them against what they give.</summary>
internal sealed class LeafCheck(LedgerStore store, SigningKeys keys)
{
    /// <summary>The tree's edge after the leaves up to <paramref name="to"/>.</summary>
    /// <exception cref="FormatException">A leaf is missing, or a tile or checkpoint is not what the leaves give; the message says which.</exception>
    public async Task<Frontier> RunAsync(string workspaceId, int epoch, Frontier frontier, long to, CancellationToken ct)
    {
        var checkpoints = await CheckpointsAsync(workspaceId, epoch, frontier.Size, to, ct);
        var waiting = new List<MerkleHash>(Tile.Width);
        await foreach (var row in store.LeavesAsync(workspaceId, epoch, frontier.Size, to, ct))
        {
            var leaf = LeafRow.From(row);
            if (leaf.Index != frontier.Size + waiting.Count) throw new FormatException($"leaf {frontier.Size + waiting.Count} of epoch {epoch} is missing");
            waiting.Add(MerkleHash.Leaf(Encoding.UTF8.GetBytes(leaf.Statement)));
            var size = leaf.Index + 1;
            if (size % Tile.Width != 0 && size != to && !checkpoints.ContainsKey(size)) continue;
            frontier = await AddAsync(workspaceId, epoch, frontier, waiting, ct);
            waiting.Clear();
            if (checkpoints.TryGetValue(size, out var checkpoint)) await CompareAsync(epoch, checkpoint, frontier, ct);
        }

        return frontier.Size == to ? frontier : throw new FormatException($"leaf {frontier.Size} of epoch {epoch} is missing");
    }

    private async Task<Frontier> AddAsync(string workspaceId, int epoch, Frontier frontier, List<MerkleHash> leaves, CancellationToken ct)
    {
        var append = LogAppend.To(frontier, leaves.ToArray());
        foreach (var change in append.Tiles)
        {
            // Read past what the writers remember: the stored bytes are what is being checked.
            var row = await store.Open(workspaceId, epoch).FindAsync(LedgerKeys.Tile(change.Level, change.Index), ct);
            var stored = row?.GetBinary("hashes") ?? [];
            for (var i = 0; i < change.Hashes.Count; i++)
            {
                var slot = change.FirstSlot + i;
                if ((slot + 1) * MerkleHash.Size > stored.Length || Tile.At(stored, slot) != change.Hashes[i]) throw new FormatException($"tile {change.Level}/{change.Index} of epoch {epoch} is not what the leaves give");
            }
        }

        return append.After;
    }

    private async Task<Dictionary<long, SignedHead>> CheckpointsAsync(string workspaceId, int epoch, long from, long to, CancellationToken ct)
    {
        var found = new Dictionary<long, SignedHead>();
        await foreach (var row in store.Open(workspaceId, epoch).RangeAsync(LedgerKeys.Checkpoints(from + 1, to + 1), ct))
        {
            var checkpoint = CheckpointRow.From(row);
            found[checkpoint.Size] = row.RowKey == LedgerKeys.Checkpoint(checkpoint.Size) ? checkpoint : throw new FormatException($"the checkpoint {row.RowKey} of epoch {epoch} has another size");
        }

        return found;
    }

    private async Task CompareAsync(int epoch, SignedHead checkpoint, Frontier frontier, CancellationToken ct)
    {
        if (checkpoint.Signed.Checkpoint.Root != frontier.Root() || checkpoint.Frontier.Root() != frontier.Root()) throw new FormatException($"the checkpoint of {checkpoint.Size} leaves of epoch {epoch} is not what the leaves give");
        if (await keys.SignerOfAsync(checkpoint.Signed, ct) is null) throw new FormatException($"the checkpoint of {checkpoint.Size} leaves of epoch {epoch} is not signed by a key of ours");
    }
}
