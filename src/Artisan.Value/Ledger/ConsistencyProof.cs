namespace Artisan.Value.Ledger;

/// <summary>Proves that the tree of the first size is a prefix of the tree of the second (RFC 6962 2.1.2). A first size of 0 proves nothing and is refused.</summary>
public sealed record ConsistencyProof(long FirstSize, long SecondSize, IReadOnlyList<MerkleHash> Path)
{
    /// <summary>Builds the proof towards the tree whose right edge is <paramref name="second"/>; reads at most one tile per level.</summary>
    public static async ValueTask<ConsistencyProof> BuildAsync(long firstSize, Frontier second, TileReader tiles, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfLessThan(firstSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstSize, second.Size);
        var tree = new TreeReader(second, tiles);
        var path = new List<MerkleHash>();
        var (low, high, whole) = (0L, second.Size, true);
        while (firstSize != high)
        {
            var middle = low + InclusionProof.LargestPowerOfTwoBelow(high - low);
            if (firstSize <= middle)
            {
                path.Add(await tree.RangeAsync(middle, high, ct));
                high = middle;
            }
            else
            {
                path.Add(await tree.RangeAsync(low, middle, ct));
                (low, whole) = (middle, false);
            }
        }

        if (!whole)
        {
            path.Add(await tree.RangeAsync(low, high, ct));
        }

        path.Reverse();
        return new ConsistencyProof(firstSize, second.Size, path);
    }

    /// <summary>True only if both roots belong to trees of which the first is a prefix of the second (RFC 9162 2.1.4.2).</summary>
    public bool Verify(MerkleHash firstRoot, MerkleHash secondRoot)
    {
        if (FirstSize < 1 || FirstSize > SecondSize)
        {
            return false;
        }

        if (FirstSize == SecondSize)
        {
            return Path.Count == 0 && firstRoot == secondRoot;
        }

        if (Path.Count == 0)
        {
            return false;
        }

        IReadOnlyList<MerkleHash> path = (FirstSize & (FirstSize - 1)) == 0 ? [firstRoot, .. Path] : Path;
        var (fn, sn) = (FirstSize - 1, SecondSize - 1);
        while ((fn & 1) == 1)
        {
            fn >>= 1;
            sn >>= 1;
        }

        var (fr, sr) = (path[0], path[0]);
        foreach (var c in path.Skip(1))
        {
            if (sn == 0)
            {
                return false;
            }

            if ((fn & 1) == 1 || fn == sn)
            {
                fr = MerkleHash.Node(c, fr);
                sr = MerkleHash.Node(c, sr);
                while ((fn & 1) == 0 && fn != 0)
                {
                    fn >>= 1;
                    sn >>= 1;
                }
            }
            else
            {
                sr = MerkleHash.Node(sr, c);
            }

            fn >>= 1;
            sn >>= 1;
        }

        return sn == 0 && fr == firstRoot && sr == secondRoot;
    }
}
