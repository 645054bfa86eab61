using Artisan.Value.Ledger;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>A million leaves through the code that plans real transactions, with storage played by a dictionary that counts.</summary>
public sealed class LogsAtScaleTests
{
    private const int Leaves = 1_000_000;

    [Fact]
    public async Task A_million_leaves_keep_to_three_tiles_a_transaction_and_three_a_proof()
    {
        var tiles = new Dictionary<(int, long), byte[]>();
        var (frontier, mostRows, transactions) = (Frontier.Empty, 0, 0);
        var random = new Random(1);
        while (frontier.Size < Leaves)
        {
            var fit = Tile.LeavesThatFit(frontier.Size, 48);
            var leaves = Enumerable.Range(0, fit).Select(i => HashOf(frontier.Size + i)).ToArray();
            var append = LogAppend.To(frontier, leaves);
            foreach (var tile in append.Tiles) tiles[(tile.Level, tile.Index)] = tile.Apply(tiles.GetValueOrDefault((tile.Level, tile.Index)));
            mostRows = Math.Max(mostRows, 1 + append.Tiles.Count + (2 * fit));
            (frontier, transactions) = (append.After, transactions + 1);
        }

        Assert.InRange(mostRows, 1, 100);
        Assert.InRange(transactions, Leaves / 48, Leaves / 40);

        for (var n = 0; n < 500; n++)
        {
            var (index, reads) = ((long)random.Next(Leaves), 0);
            var proof = await InclusionProof.BuildAsync(index, frontier, Reader, default);
            Assert.True(proof.Verify(HashOf(index), frontier.Root()));
            Assert.InRange(reads, 0, 3);

            ValueTask<ReadOnlyMemory<byte>> Reader(int level, long at, CancellationToken ct)
            {
                reads++;
                return ValueTask.FromResult<ReadOnlyMemory<byte>>(tiles[(level, at)]);
            }
        }
    }

    private static MerkleHash HashOf(long index) => new(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(index)));
}
