using System.Numerics;

namespace Artisan.Value.Ledger;

/// <summary>Proves that a leaf stands at an index of the tree of a given size (RFC 6962 2.1.1).</summary>
public sealed record InclusionProof(long Index, long Size, IReadOnlyList<MerkleHash> Path)
{
    /// <summary>Builds the proof for the tree whose right edge is <paramref name="frontier"/>; reads one tile per level, and no partial tile at the right edge beyond the leaf's own.</summary>
    public static async ValueTask<InclusionProof> BuildAsync(long index, Frontier frontier, TileReader tiles, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(frontier);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, frontier.Size);
        var tree = new TreeReader(frontier, tiles);
        var path = new List<MerkleHash>();
        var (low, high) = (0L, frontier.Size);
        while (high - low > 1)
        {
            var middle = low + LargestPowerOfTwoBelow(high - low);
            if (index < middle)
            {
                path.Add(await tree.RangeAsync(middle, high, ct));
                high = middle;
            }
            else
            {
                path.Add(await tree.RangeAsync(low, middle, ct));
                low = middle;
            }
        }

        path.Reverse();
        return new InclusionProof(index, frontier.Size, path);
    }

    /// <summary>True only if the leaf hash stands at the index of the tree with this root (RFC 9162 2.1.3.2).</summary>
    public bool Verify(MerkleHash leaf, MerkleHash root)
    {
        if (Index < 0 || Index >= Size)
        {
            return false;
        }

        var (fn, sn, r) = (Index, Size - 1, leaf);
        foreach (var p in Path)
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                r = MerkleHash.Node(p, r);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                r = MerkleHash.Node(r, p);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0 && r == root;
    }

    internal static long LargestPowerOfTwoBelow(long n) => 1L << BitOperations.Log2((ulong)(n - 1));
}
