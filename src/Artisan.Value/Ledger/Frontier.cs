using System.Buffers.Binary;
using System.Numerics;

namespace Artisan.Value.Ledger;

/// <summary>The right edge of a tree: its size and the roots of its perfect subtrees, largest first. Enough to append and to give the root. Immutable.</summary>
public sealed class Frontier
{
    private readonly MerkleHash[] _subtrees;

    private Frontier(long size, MerkleHash[] subtrees)
    {
        Size = size;
        _subtrees = subtrees;
    }

    public static Frontier Empty { get; } = new(0, []);

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; }

    /// <summary>One root per one-bit of <see cref="Size"/>, the largest subtree first.</summary>
    public IReadOnlyList<MerkleHash> Subtrees => _subtrees;

    /// <summary>The tree's root.</summary>
    public MerkleHash Root() => Size == 0 ? MerkleHash.Empty : Fold(0);

    /// <summary>The tree with these leaf hashes added. <paramref name="completed"/> hears of every perfect subtree that became full: height, index, hash.</summary>
    public Frontier Append(ReadOnlySpan<MerkleHash> leaves, Action<int, long, MerkleHash>? completed = null)
    {
        var subtrees = new List<MerkleHash>(_subtrees);
        var size = Size;
        foreach (var leaf in leaves)
        {
            var (hash, height) = (leaf, 0);
            completed?.Invoke(0, size, hash);
            for (; ((size >> height) & 1) == 1; height++)
            {
                hash = MerkleHash.Node(subtrees[^1], hash);
                subtrees.RemoveAt(subtrees.Count - 1);
                completed?.Invoke(height + 1, size >> (height + 1), hash);
            }

            subtrees.Add(hash);
            size++;
        }

        return new Frontier(size, [.. subtrees]);
    }

    /// <summary>The size as eight bytes (big-endian), then the subtree roots.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[8 + (_subtrees.Length * MerkleHash.Size)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Size);
        for (var i = 0; i < _subtrees.Length; i++)
        {
            _subtrees[i].CopyTo(bytes.AsSpan(8 + (i * MerkleHash.Size)));
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote; throws <see cref="FormatException"/> for anything else.</summary>
    public static Frontier Parse(ReadOnlySpan<byte> bytes)
    {
        var size = bytes.Length >= 8 ? BinaryPrimitives.ReadInt64BigEndian(bytes) : -1;
        if (size < 0 || bytes.Length != 8 + (BitOperations.PopCount((ulong)size) * MerkleHash.Size))
        {
            throw new FormatException("These bytes are no frontier: the length does not fit the size.");
        }

        var subtrees = new MerkleHash[BitOperations.PopCount((ulong)size)];
        for (var i = 0; i < subtrees.Length; i++)
        {
            subtrees[i] = new MerkleHash(bytes.Slice(8 + (i * MerkleHash.Size), MerkleHash.Size));
        }

        return new Frontier(size, subtrees);
    }

    /// <summary>The right edge that this tree had at an earlier size; reads one tile per level.</summary>
    public async ValueTask<Frontier> AtAsync(long size, TileReader tiles, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
        var tree = new TreeReader(this, tiles);
        var subtrees = new List<MerkleHash>();
        for (var low = 0L; low < size;)
        {
            var width = 1L << BitOperations.Log2((ulong)(size - low));
            subtrees.Add(await tree.RangeAsync(low, low + width, ct));
            low += width;
        }

        return new Frontier(size, [.. subtrees]);
    }

    /// <summary>The hash over all leaves from <paramref name="low"/> to the end, or null where no subtree of the frontier begins there.</summary>
    internal MerkleHash? Tail(long low)
    {
        var start = 0L;
        for (var i = 0; i < _subtrees.Length; i++)
        {
            if (start == low)
            {
                return Fold(i);
            }

            start += Width(i);
        }

        return null;
    }

    /// <summary>The root of the subtree over exactly these leaves if the frontier holds it.</summary>
    internal MerkleHash? Subtree(long low, long high)
    {
        var start = 0L;
        for (var i = 0; i < _subtrees.Length; i++)
        {
            var width = Width(i);
            if (start == low && start + width == high)
            {
                return _subtrees[i];
            }

            start += width;
        }

        return null;
    }

    private MerkleHash Fold(int first)
    {
        var hash = _subtrees[^1];
        for (var i = _subtrees.Length - 2; i >= first; i--)
        {
            hash = MerkleHash.Node(_subtrees[i], hash);
        }

        return hash;
    }

    private long Width(int index)
    {
        var rest = Size;
        for (var i = 0; i < index; i++)
        {
            rest &= ~(1L << BitOperations.Log2((ulong)rest));
        }

        return 1L << BitOperations.Log2((ulong)rest);
    }
}
