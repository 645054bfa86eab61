using System.Text;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>What must hold of every log at every moment, read from its rows.</summary>
internal static class LogAssert
{
    /// <summary>Each key once, indexes without gaps, every proof valid, every checkpoint consistent with the next; answers the log.</summary>
    public static async Task<CurrentLog> HoldsExactlyAsync(LogProcess process, string workspaceId, IReadOnlyCollection<string> keys)
    {
        await process.SealAsync(workspaceId);
        var current = await process.CurrentAsync(workspaceId);
        Assert.Equal(keys.Count, current.Head.Size);
        Assert.Equal(current.Head.Size, current.Head.SignedSize);

        var found = await process.Get<ReceiptFinder>().LatestAsync(workspaceId, default);
        var seen = new HashSet<string>();
        var records = await process.Get<SigningKeys>().RecordsAsync(default);
        await foreach (var row in process.Get<LedgerStore>().LeavesAsync(workspaceId, current.Head.Epoch, 0, current.Head.Size, default))
        {
            var leaf = LeafRow.From(row);
            Assert.Equal(seen.Count, leaf.Index);
            Assert.True(seen.Add(leaf.ReceiptId), $"{leaf.ReceiptId} is in the log twice.");
            Assert.Equal(leaf.Index, await process.Get<LedgerStore>().IndexAsync(workspaceId, current.Head.Epoch, leaf.ReceiptId, default));
            var proof = await process.Get<Bundles>().ProofAsync(workspaceId, new FoundReceipt(found.Head, leaf.Index), default);
            Assert.True(proof.Verify(MerkleHash.Leaf(Encoding.UTF8.GetBytes(leaf.Statement)), found.Head.Signed!.Signed.Checkpoint.Root), $"The proof of leaf {leaf.Index} does not verify.");
        }

        Assert.Equal(keys.Select(k => Artisan.Areas.Receipts.Contracts.ReceiptIds.For(workspaceId, k)).Order(), seen.Order());
        await CheckpointsAreConsistentAsync(process, workspaceId, current.Head, records[^1].Key);
        return current;
    }

    private static async Task CheckpointsAreConsistentAsync(LogProcess process, string workspaceId, HeadRow head, RsaPublicKey key)
    {
        SignedHead? before = null;
        await foreach (var row in process.Get<LedgerStore>().Open(workspaceId, head.Epoch).RangeAsync(LedgerKeys.Checkpoints(1, head.Size + 1), default))
        {
            var checkpoint = CheckpointRow.From(row);
            Assert.True(checkpoint.Signed.NoteVerifies(key) && checkpoint.Signed.JwsVerifies(key));
            if (before is not null)
            {
                var proof = await ConsistencyProof.BuildAsync(before.Size, checkpoint.Frontier, process.Get<TileStore>().Reader(workspaceId, head.Epoch, checkpoint.Size), default);
                Assert.True(proof.Verify(before.Signed.Checkpoint.Root, checkpoint.Signed.Checkpoint.Root), $"The checkpoints of {before.Size} and {checkpoint.Size} leaves are not consistent.");
            }

            before = checkpoint;
        }

        Assert.Equal(head.Size, before!.Size);
    }
}
