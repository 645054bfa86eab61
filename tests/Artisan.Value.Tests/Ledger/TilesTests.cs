using Artisan.Value.Ledger;

namespace Artisan.Value.Tests.Ledger;

public sealed class TilesTests
{
    [Theory]
    [InlineData(0, 48, 48)]
    [InlineData(200, 48, 48)]
    [InlineData(208, 48, 48)]
    [InlineData(209, 48, 47)]
    [InlineData(255, 48, 1)]
    [InlineData(256, 48, 48)]
    [InlineData(65_500, 48, 36)]
    [InlineData(16_777_200, 48, 15)]
    public void An_append_is_cut_so_that_three_tiles_change_at_most(long size, int wanted, int fits)
    {
        Assert.Equal(fits, Tile.LeavesThatFit(size, wanted));
        Assert.InRange(Tile.TilesChanged(size, size + fits), 1, 3);
    }

    [Fact]
    public void One_leaf_may_always_be_appended() => Assert.Equal(1, Tile.LeavesThatFit(16_777_215, 48));

    [Fact]
    public void Appends_change_the_tiles_that_the_arithmetic_says()
    {
        var random = new Random(256);
        var store = new TileStore();
        while (store.Head.Size < 140_000)
        {
            var from = store.Head.Size;
            var count = random.Next(1, 200);
            var append = store.Append([.. Enumerable.Range(0, count).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(from + i)))]);
            Assert.Equal(Tile.TilesChanged(from, from + count), append.Tiles.Count);
        }

        Assert.Equal(3, store.Tiles.Keys.Max(k => k.Item1) + 1);
    }

    [Fact]
    public async Task A_proof_in_a_large_tree_reads_one_tile_per_level()
    {
        var store = new TileStore();
        for (var i = 0; i < 70_000; i += 100)
        {
            store.Append([.. Enumerable.Range(i, 100).Select(n => MerkleHash.Leaf(BitConverter.GetBytes(n)))]);
        }

        var random = new Random(3);
        for (var i = 0; i < 300; i++)
        {
            var index = random.Next(70_000);
            store.ResetReads();
            var proof = await InclusionProof.BuildAsync(index, store.Head, store.ReadAsync, CancellationToken.None);
            Assert.InRange(store.ResetReads(), 0, 3);
            Assert.True(proof.Verify(MerkleHash.Leaf(BitConverter.GetBytes(index)), store.Head.Root()));
            var first = (random.Next(700) + 1) * 100;
            var consistency = await ConsistencyProof.BuildAsync(first, store.Head, store.ReadAsync, CancellationToken.None);
            Assert.InRange(store.ResetReads(), 0, 3);
            Assert.True(consistency.Verify(store.At[first].Root(), store.Head.Root()));
        }
    }

    [Fact]
    public void A_tile_whose_earlier_slots_are_missing_is_not_written()
    {
        var append = LogAppend.To(TileStore.Of(NaiveTree.Leaves(5)).Head, [MerkleHash.Empty]);
        Assert.Throws<FormatException>(() => append.Tiles[0].Apply(new byte[4 * MerkleHash.Size]));
    }

    [Fact]
    public void A_frontier_survives_its_bytes_and_refuses_others()
    {
        for (var size = 0; size < 200; size++)
        {
            var frontier = TileStore.Of(NaiveTree.Leaves(size)).Head;
            var bytes = frontier.ToBytes();
            Assert.Equal(frontier.Root(), Frontier.Parse(bytes).Root());
            Assert.Equal(size, Frontier.Parse(bytes).Size);
            Assert.Throws<FormatException>(() => Frontier.Parse([.. bytes, 0]));
        }

        Assert.Throws<FormatException>(() => Frontier.Parse([]));
        Assert.Throws<FormatException>(() => Frontier.Parse([0xff, 0, 0, 0, 0, 0, 0, 0]));
    }
}
