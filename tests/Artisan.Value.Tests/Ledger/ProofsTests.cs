using Artisan.Value.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Artisan.Value.Tests.Ledger;

public sealed class ProofsTests
{
    [Fact]
    public async Task Every_inclusion_proof_up_to_300_leaves_is_that_of_the_RFC()
    {
        var leaves = NaiveTree.Leaves(300);
        var store = TileStore.Of(leaves);
        var naive = new NaiveTree(leaves);
        for (var size = 1; size <= 300; size++)
        {
            var root = new MerkleHash(naive.Root(0, size));
            Assert.Equal(root, store.At[size].Root());
            for (var index = 0; index < size; index++)
            {
                var proof = await InclusionProof.BuildAsync(index, store.At[size], store.ReadAsync, CancellationToken.None);
                Assert.True(proof.Verify(MerkleHash.Leaf(leaves[index]), root), $"{index} of {size}");
                Assert.Equal(NaiveTree.Hashes(naive.Path(index, 0, size)), proof.Path);
            }
        }
    }

    [Fact]
    public async Task Every_consistency_proof_up_to_300_leaves_is_that_of_the_RFC()
    {
        var leaves = NaiveTree.Leaves(300);
        var store = TileStore.Of(leaves);
        var naive = new NaiveTree(leaves);
        for (var second = 1; second <= 300; second++)
        {
            for (var first = 1; first <= second; first++)
            {
                var proof = await ConsistencyProof.BuildAsync(first, store.At[second], store.ReadAsync, CancellationToken.None);
                Assert.True(proof.Verify(store.At[first].Root(), store.At[second].Root()), $"{first} to {second}");
                Assert.Equal(NaiveTree.Hashes(naive.Proof(first, 0, second)), proof.Path);
            }
        }
    }

    [Fact]
    public async Task A_proof_for_another_index_size_leaf_or_root_never_verifies()
    {
        var leaves = NaiveTree.Leaves(33);
        var store = TileStore.Of(leaves);
        for (var size = 1; size <= 33; size++)
        {
            for (var index = 0; index < size; index++)
            {
                var proof = await InclusionProof.BuildAsync(index, store.At[size], store.ReadAsync, CancellationToken.None);
                var leaf = MerkleHash.Leaf(leaves[index]);
                var root = store.At[size].Root();
                for (var other = -1; other <= size; other++)
                {
                    Assert.Equal(other == index, (proof with { Index = other }).Verify(leaf, root));
                }

                Assert.False(proof.Verify(MerkleHash.Leaf(leaves[(index + 1) % 34 % 33]), root) && size > 1);
                Assert.False(proof.Verify(leaf, MerkleHash.Node(root, root)));
                Assert.False((proof with { Path = [.. proof.Path, root] }).Verify(leaf, root));
                Assert.True(proof.Path.Count == 0 || !(proof with { Path = [.. proof.Path.SkipLast(1)] }).Verify(leaf, root));
            }
        }
    }

    [Fact]
    public async Task A_forged_consistency_proof_never_verifies()
    {
        var store = TileStore.Of(NaiveTree.Leaves(33));
        for (var second = 2; second <= 33; second++)
        {
            for (var first = 1; first < second; first++)
            {
                var proof = await ConsistencyProof.BuildAsync(first, store.At[second], store.ReadAsync, CancellationToken.None);
                var (a, b) = (store.At[first].Root(), store.At[second].Root());
                Assert.False(proof.Verify(b, b));
                Assert.False(proof.Verify(a, a));
                Assert.False((proof with { Path = [] }).Verify(a, b));
                Assert.False((proof with { Path = [.. proof.Path, a] }).Verify(a, b));
                Assert.False((proof with { FirstSize = 0 }).Verify(MerkleHash.Empty, b));
                for (var i = 0; i < proof.Path.Count; i++)
                {
                    MerkleHash[] forged = [.. proof.Path];
                    forged[i] = MerkleHash.Node(forged[i], a);
                    Assert.False((proof with { Path = forged }).Verify(a, b));
                }
            }
        }
    }

    [Fact]
    public async Task A_consistency_proof_from_nothing_is_refused()
    {
        var store = TileStore.Of(NaiveTree.Leaves(3));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await ConsistencyProof.BuildAsync(0, store.Head, store.ReadAsync, CancellationToken.None));
        Assert.False(new ConsistencyProof(0, 3, []).Verify(MerkleHash.Empty, store.Head.Root()));
    }

    [Fact]
    public void On_random_trees_proofs_verify_and_any_changed_hash_is_refused() =>
        Prop.ForAll(Gen.Choose(1, 5_000).Two().Select(p => (Size: Math.Max(p.Item1, p.Item2), Index: Math.Min(p.Item1, p.Item2) - 1)).ToArbitrary(), sample =>
        {
            var (size, index) = sample;
            var proof = InclusionProof.BuildAsync(index, Big.At[size], Big.ReadAsync, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            var consistency = ConsistencyProof.BuildAsync(index + 1, Big.At[size], Big.ReadAsync, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            var leaf = BigLeaves[index];
            var root = Big.At[size].Root();
            var bit = index % Math.Max(1, proof.Path.Count);
            var forged = proof.Path.Select((h, i) => i == bit ? MerkleHash.Node(h, h) : h).ToList();
            return proof.Verify(leaf, root)
                && consistency.Verify(Big.At[index + 1].Root(), root)
                && (proof.Path.Count == 0 || !(proof with { Path = forged }).Verify(leaf, root))
                && proof.Path.Count <= 13;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static readonly List<MerkleHash> BigLeaves = [.. Enumerable.Range(0, 5_000).Select(i => MerkleHash.Leaf(BitConverter.GetBytes(i)))];

    private static readonly TileStore Big = MakeBig();

    private static TileStore MakeBig()
    {
        var store = new TileStore();
        BigLeaves.ForEach(l => store.Append(l));
        return store;
    }
}
