using System.Buffers.Binary;
using Artisan.Value.Ledger;

namespace Artisan.Benchmarks.Ledger;

/// <summary>A log in memory, grown as the ledger grows one: append by append, tile by tile. It counts the tiles that readers ask for.</summary>
internal sealed class MemoryLog
{
    private const int AtOnce = 48;

    private readonly Dictionary<(int Level, long Index), byte[]> _tiles = [];
    private readonly List<MerkleHash> _leaves = [];

    /// <summary>The right edge.</summary>
    public Frontier Frontier { get; private set; } = Frontier.Empty;

    /// <summary>The size and root after every append.</summary>
    public List<(long Size, MerkleHash Root)> Roots { get; } = [];

    /// <summary>How many tiles were asked for.</summary>
    public int Reads { get; private set; }

    /// <summary>The most tiles that one append changed.</summary>
    public int MostTilesChanged { get; private set; }

    public MerkleHash Leaf(long index) => _leaves[(int)index];

    /// <summary>Grows to a size.</summary>
    public void Grow(long size)
    {
        Span<byte> data = stackalloc byte[8];
        while (Frontier.Size < size)
        {
            var hashes = new MerkleHash[Tile.LeavesThatFit(Frontier.Size, (int)Math.Min(AtOnce, size - Frontier.Size))];
            for (var i = 0; i < hashes.Length; i++)
            {
                BinaryPrimitives.WriteInt64BigEndian(data, Frontier.Size + i);
                hashes[i] = MerkleHash.Leaf(data);
            }

            var append = LogAppend.To(Frontier, hashes);
            foreach (var tile in append.Tiles) _tiles[(tile.Level, tile.Index)] = tile.Apply(_tiles.GetValueOrDefault((tile.Level, tile.Index)));
            MostTilesChanged = Math.Max(MostTilesChanged, append.Tiles.Count);
            _leaves.AddRange(hashes);
            Frontier = append.After;
            Roots.Add((Frontier.Size, Frontier.Root()));
        }
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadAsync(int level, long index, CancellationToken ct)
    {
        Reads++;
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(_tiles[(level, index)]);
    }
}
